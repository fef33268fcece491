import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Settings } from '@timpora/config';
import type { Member } from '@timpora/contracts';
import type { Caller, Consequence, Invariant, Reaction, Timer } from '@timpora/exchange';
import type { MigrationInterface } from 'typeorm';

/** A timer of an agency, and the use case that it calls. */
export interface AgencyTimer extends Omit<Timer, 'run'> {
  readonly useCase: Type<{ execute(factId: string, caller: Caller): Promise<unknown> }>;
}

/** What follows from facts at an agency, and the use case that looks. */
export interface AgencyReaction extends Omit<Reaction, 'react'> {
  readonly useCase: Type<Pick<Reaction, 'react'>>;
}

export interface AgencyDefinition {
  readonly member: Member;
  /** What the agency's own facts keep to, by whatever verb they are stated. */
  readonly invariants?: readonly Invariant[];
  /** What they bring with them, told in the same transaction. */
  readonly consequences?: (settings: Settings) => readonly Consequence[];
  /** Of tables and indexes of its own. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** What the agency does about its own facts when a day has come. */
  readonly timers?: readonly AgencyTimer[];
  /** What the agency does, beside following its rules, when facts have changed. */
  readonly reactions?: readonly AgencyReaction[];
}

/** The exchange is made before the agency's use cases are: they are found when their time comes. */
export const timersFor = (timers: readonly AgencyTimer[], use: ModuleRef): readonly Timer[] =>
  timers.map(({ useCase, ...timer }) => ({
    ...timer,
    run: (factId, caller) => use.get(useCase, { strict: false }).execute(factId, caller),
  }));

export const reactionsFor = (reactions: readonly AgencyReaction[], use: ModuleRef): readonly Reaction[] =>
  reactions.map(({ useCase, ...reaction }) => ({
    ...reaction,
    react: (db, subjectRef) => use.get(useCase, { strict: false }).react(db, subjectRef),
  }));
