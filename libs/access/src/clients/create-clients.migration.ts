import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Systems that get their own tokens here, and what their secrets hash to. */
export class CreateClients1764000000041 implements MigrationInterface {
  readonly name = 'CreateClients1764000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client (
        name text primary key check (name ~ '^[a-z0-9][a-z0-9.-]{1,59}$'),
        created_at timestamptz not null default clock_timestamp(), revoked_at timestamptz
      );
      create table client_secret (
        id bigint generated always as identity primary key,
        client text not null references client, hash bytea not null,
        created_at timestamptz not null default clock_timestamp(), ends_at timestamptz not null default 'infinity', last_used_at timestamptz
      );
      create index client_secret_client on client_secret (client);
    `);
  }

  async down(): Promise<void> {
    throw new Error('systems would be shut out');
  }
}
