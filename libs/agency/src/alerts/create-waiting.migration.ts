import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts that are held back until there is news from those whose facts may explain them. */
export class CreateWaiting1764000000009 implements MigrationInterface {
  readonly name = 'CreateWaiting1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alert_waiting (
        subject_ref uuid not null, rule_id text not null, branch text, anchor jsonb not null, waiting_for text[] not null, condition_since text not null
      );
      create index alert_waiting_subject on alert_waiting (subject_ref);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alert_waiting');
  }
}
