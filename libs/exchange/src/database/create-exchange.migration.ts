import type { MigrationInterface, QueryRunner } from 'typeorm';

const functions = `
  create extension if not exists pg_trgm;

  create function iso_date(day text) returns date immutable strict parallel safe language sql
    return make_date(substr(day, 1, 4)::int, substr(day, 6, 2)::int, substr(day, 9, 2)::int);

  create function search_text(name text) returns text immutable strict parallel safe language sql
    return lower(normalize(name, NFC));

  create function fenced_out() returns int language plpgsql as
    $$ begin raise exception 'another instance moved on' using errcode = 'TX001'; end $$;

  create function version_conflict(facts text) returns int language plpgsql as
    $$ begin raise exception 'version conflict' using errcode = 'TX002', detail = facts; end $$;

  create function in_doubt() returns int language plpgsql as
    $$ begin raise exception 'the relay is in doubt about its past' using errcode = 'TX004'; end $$;

`;

const view = `
  create table fact (
    fact_id uuid not null, issuer text not null, kind text not null,
    version bigint not null, change text not null, event text not null, event_id uuid not null,
    subject_ref uuid, reason text, document text not null, document_hash bytea not null, body jsonb,
    occurred_at timestamptz not null, recorded_at timestamptz not null, known_at timestamptz not null,
    topic text, partition int, generation bigint, sequence bigint,
    primary key (fact_id, issuer, kind)
  );
  create index fact_subject on fact (subject_ref) where subject_ref is not null;
  create index fact_of_issuer on fact (issuer, kind, fact_id);

  create table stream_position (
    issuer text not null, topic text not null, partition int not null,
    generation bigint not null, sequence bigint not null, head bytea not null,
    primary key (issuer, topic, partition)
  );
  create table partition_position (
    topic text not null, partition int not null, next_offset bigint not null, last_record bytea,
    unverified_count bigint not null default 0, mark bytea,
    primary key (topic, partition)
  );
  create table parked (
    id bigint generated always as identity primary key,
    issuer text not null, topic text not null, partition int not null, generation bigint not null, sequence bigint not null,
    kind text, fact_id uuid, version bigint, event text, reason text not null, problem text not null,
    document bytea not null, document_hash bytea not null,
    parked_at timestamptz not null default clock_timestamp(), closed_at timestamptz, closed_as text,
    unique (issuer, topic, document_hash)
  );
  create index parked_open on parked (fact_id) where closed_at is null;
  create table unverified (
    issuer text, topic text not null, partition int not null, record_offset bigint not null,
    reason text not null, record_key bytea, value bytea, headers jsonb not null, seen_at timestamptz not null default clock_timestamp(),
    primary key (topic, partition, record_offset)
  );
`;

const owner = `
  create table outbox (
    id bigint generated always as identity primary key,
    topic text not null, partition int not null, kind text not null, fact_id uuid not null, version bigint not null,
    document text not null, recorded_at timestamptz not null default clock_timestamp()
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

  create table stream_head (
    topic text not null, partition int not null,
    generation bigint not null, sequence bigint not null, head bytea not null,
    acked_sequence bigint not null, acked_offset bigint,
    pruned_up_to bigint not null default 0, resend_from bigint, moved_at timestamptz not null default clock_timestamp(),
    primary key (topic, partition)
  );
  create table own_evidence (
    topic text not null, partition int not null, generation bigint not null, sequence bigint not null, prev bytea not null, head bytea not null,
    record_offset bigint not null, document text not null, document_hash bytea not null, found_at timestamptz not null default clock_timestamp(),
    primary key (topic, partition, head)
  );
  create table journal (
    topic text not null, partition int not null, generation bigint not null, sequence bigint not null,
    kind text not null, fact_id uuid not null, version bigint not null, again boolean not null,
    previous_version bigint, previous_hash bytea,
    document text not null, document_hash bytea not null, prev bytea not null, head bytea not null,
    sealed_at timestamptz not null default clock_timestamp()
  ) partition by range (sealed_at);
  create table journal_rest partition of journal default;
  create index journal_place on journal (topic, partition, generation, sequence);
  create index journal_fact on journal (fact_id, kind, version);

  create table sealed_fact (
    fact_id uuid not null, kind text not null, version bigint not null, document_hash bytea not null, topic text not null, partition int not null,
    primary key (fact_id, kind)
  );
  create table relay_lease (
    singleton boolean primary key default true check (singleton),
    holder uuid, epoch bigint not null default 0, doubt boolean not null default true, expires_at timestamptz not null default '-infinity',
    server_started_at timestamptz
  );
  insert into relay_lease default values;
  -- A lease that is not over yet says nothing on another server: one that was restored, or to which was failed over, may be a little behind.
  create function past_is_settled() returns boolean language sql as
    $$ select exists (select from relay_lease where not doubt and expires_at > clock_timestamp() and server_started_at = pg_postmaster_start_time()) $$;

  create table own_reference (
    kind text not null, reference text not null, fact_id uuid not null,
    primary key (kind, reference)
  );
  create index own_reference_fact on own_reference (fact_id, kind);
  create table idempotency_key (
    principal text not null, command text not null, key text not null,
    request_hash bytea not null, answer jsonb, created_at timestamptz not null default clock_timestamp(),
    primary key (principal, command, key)
  );
  create table alarm (
    id bigint generated always as identity primary key,
    code text not null, about text not null, raised_at timestamptz not null default clock_timestamp(), seen_at timestamptz not null default clock_timestamp(),
    times bigint not null default 1, cleared_at timestamptz,
    unique (code, about)
  );
  create table member_statement (
    member text primary key, clock timestamptz not null, appended_at timestamptz not null, heard_at timestamptz not null default clock_timestamp(),
    parked bigint not null, unverified bigint not null, held bigint not null
  );
  create table member_position (
    member text not null, issuer text not null, topic text not null, partition int not null,
    generation bigint not null, sequence bigint not null, head bytea not null,
    appended_at timestamptz not null, moved_at timestamptz not null,
    primary key (member, issuer, topic, partition)
  );
  create index member_position_stream on member_position (issuer, topic, partition);
  create table member_said (topic text not null, member text not null, record_offset bigint not null, primary key (topic, member));
  create table agreement (
    member text not null, issuer text not null, kind text not null, state text not null, facts bigint not null, at timestamptz not null default clock_timestamp(),
    primary key (member, issuer, kind)
  );
  create table incident (
    member text not null, kind text not null, fact_id uuid not null, version bigint not null, document_hash bytea not null, reason text not null, document text,
    found_at timestamptz not null default clock_timestamp(), decided_at timestamptz, decision text,
    primary key (member, kind, fact_id, version, document_hash)
  );
  create table due (
    id bigint generated always as identity primary key, key text not null, kind text not null,
    not_before timestamptz not null default clock_timestamp()
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
  create index due_key on due (key);
  create table reacted_kind (kind text primary key);
  create table view_definition (name text primary key, definition text not null);
`;

/** The tables of the exchange in one member's own database. There is no central one. */
export class CreateExchange1764000000001 implements MigrationInterface {
  readonly name = 'CreateExchange1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(functions + view + owner);
  }

  async down(): Promise<void> {
    throw new Error('the exchange tables hold the only copy of what a member knows: restore a backup instead');
  }
}
