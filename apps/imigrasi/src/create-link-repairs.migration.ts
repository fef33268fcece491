import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections and retractions of merges that one officer proposes; they wait for a second one. */
export class CreateLinkRepairs1764000000012 implements MigrationInterface {
  readonly name = 'CreateLinkRepairs1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table link_repair (
        repair_id uuid primary key, fact_id uuid not null, version bigint not null, kept_ref uuid not null, merged_refs uuid[] not null, basis text not null,
        reason text, proposed_by text not null, proposed_at timestamptz not null default clock_timestamp(), rejected_by text, rejected_at timestamptz
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('the tables of imigrasi hold what nobody else has: restore a backup instead');
  }
}
