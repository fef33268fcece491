import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which residents' facts name an organisation: a fact about it concerns them. */
export class IndexOrganisations1764000000006 implements MigrationInterface {
  readonly name = 'IndexOrganisations1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index fact_organisation on fact ((body->>'organisationKey')) where subject_ref is not null and body->>'organisationKey' is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index fact_organisation');
  }
}
