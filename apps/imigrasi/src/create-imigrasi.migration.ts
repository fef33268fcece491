import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers that are unique and no search parameter: they would stand in addresses. */
export class CreateImigrasi1764000000010 implements MigrationInterface {
  readonly name = 'CreateImigrasi1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index travel_document_number on fact ((body->>'documentNumber')) where kind = 'travel-document';
      create index foreign_national_number on fact ((body->>'registrationNumber')) where kind = 'foreign-national';
    `);
  }

  async down(): Promise<void> {
    throw new Error('the tables of imigrasi hold what nobody else has: restore a backup instead');
  }
}
