import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identities that may be one person are found by what is equal in them. */
export class CreateAlike1764000000008 implements MigrationInterface {
  readonly name = 'CreateAlike1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table national_match (one uuid not null, other uuid not null, noted_at timestamptz not null default clock_timestamp(), primary key (one, other));
      create index national_match_other on national_match (other);
      create index fact_alike on fact ((body->>'birthDate'), (body->>'nationality')) where kind = 'foreign-national';
      create index fact_document on fact ((body->>'documentNumber'), (body->>'issuingState')) where kind = 'travel-document';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index fact_alike; drop index fact_document; drop table national_match');
  }
}
