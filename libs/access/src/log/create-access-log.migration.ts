import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The access log: rows are added and never changed. */
export class CreateAccessLog1764000000002 implements MigrationInterface {
  readonly name = 'CreateAccessLog1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        subject text not null, role text, right_used text, route text not null,
        residents uuid[] not null, kind text, fact_id uuid,
        purpose text, legal_basis text, result int not null, code text, correlation uuid not null
      );
      create index access_log_residents on access_log using gin (residents);
      create index access_log_subject on access_log (subject, id);

      create function access_log_stays() returns trigger language plpgsql as
        $$ begin raise exception 'the access log is append-only' using errcode = 'TX003'; end $$;
      create trigger access_log_stays before update or delete or truncate on access_log execute function access_log_stays();
    `);
  }

  async down(): Promise<void> {
    throw new Error('the access log is kept');
  }
}
