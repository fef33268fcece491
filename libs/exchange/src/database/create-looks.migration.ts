import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When to look at what, although nothing changed. `at` is domain time, `not_before` (taken, or tried again later) is system time. */
export class CreateLooks1764000000003 implements MigrationInterface {
  readonly name = 'CreateLooks1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table next_look (
        name text not null, key text not null, at timestamptz not null,
        not_before timestamptz not null default '-infinity', tries int not null default 0,
        primary key (name, key)
      );
      create index next_look_at on next_look (at);
      create table known_timer (name text primary key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table next_look; drop table known_timer');
  }
}
