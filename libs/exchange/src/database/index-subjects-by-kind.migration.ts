import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A kind's facts of one resident. With the reference alone in the index, PostgreSQL 18 took one that has the kind, and read all facts of the kind
 * for each resident, as long as the table had no statistics: for all of the first load.
 */
export class IndexSubjectsByKind1764000000043 implements MigrationInterface {
  readonly name = 'IndexSubjectsByKind1764000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index fact_subject; create index fact_subject on fact (subject_ref, kind) where subject_ref is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index fact_subject; create index fact_subject on fact (subject_ref) where subject_ref is not null');
  }
}
