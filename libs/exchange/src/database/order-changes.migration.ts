import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The order in which facts changed here, for whoever follows (docs/decisions/0012). Each fact stands once, at the transaction of its newest
 * version. An era is a time in which transaction ids of this database went on without a break: a restored backup, a copy, a server that
 * took over each begin a new one, so a place that somebody knows from a past that is gone is recognised.
 */
export class OrderChanges1764000000040 implements MigrationInterface {
  readonly name = 'OrderChanges1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table fact add column changed_in xid8 not null default pg_current_xact_id();
      create index fact_changed on fact (changed_in, fact_id, issuer collate "C", kind collate "C");

      create table era (
        number bigint generated always as identity primary key,
        name text not null unique default left(replace(gen_random_uuid()::text, '-', ''), 12),
        server_started_at timestamptz not null, database oid not null,
        first_xid xid8 not null,
        unique (server_started_at, database)
      );
      -- What changes in this era has no lower id, and what changed before it a lower one. Of a server that is up again the last checkpoint says where
      -- it went on, before anybody wrote; a copy on the same server, and a dump, say it by the newest change that they know.
      create function begin_era() returns void language plpgsql as $$
        declare
          this_database oid := (select oid from pg_database where datname = current_database());
        begin
          if exists (select from era where (server_started_at, database) = (pg_postmaster_start_time(), this_database)) then return; end if;
          insert into era (server_started_at, database, first_xid)
          select pg_postmaster_start_time(), this_database,
                 least(pg_snapshot_xmin(pg_current_snapshot())::text::numeric,
                       split_part(next_xid, ':', 1)::numeric * 4294967296 + split_part(next_xid, ':', 2)::numeric,
                       (select changed_in::text::numeric + 1 from fact where not exists (select from era where database = this_database)
                         order by changed_in desc limit 1))::text::xid8
            from pg_control_checkpoint()
          on conflict do nothing;
        end $$;
      create function begin_era_of_writer() returns trigger language plpgsql as
        $$ begin perform begin_era(); return null; end $$;
      create trigger fact_era before insert or update on fact for each statement execute function begin_era_of_writer();
    `);
  }

  async down(): Promise<void> {
    throw new Error('whoever follows the changes would lose their place');
  }
}
