import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trace of the command that an event comes from, until it is sent. No part of the document. */
export class TraceOutbox1764000000042 implements MigrationInterface {
  readonly name = 'TraceOutbox1764000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column traceparent text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox drop column traceparent');
  }
}
