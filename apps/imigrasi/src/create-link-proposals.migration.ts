import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merges that one officer proposes; they wait for a second one and are nobody else's business. */
export class CreateLinkProposals1764000000011 implements MigrationInterface {
  readonly name = 'CreateLinkProposals1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table link_proposal (
        fact_id uuid primary key, kept_ref uuid not null, merged_refs uuid[] not null, basis text not null,
        proposed_by text not null, proposed_at timestamptz not null default clock_timestamp(),
        rejected_by text, rejected_at timestamptz
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('the tables of imigrasi hold what nobody else has: restore a backup instead');
  }
}
