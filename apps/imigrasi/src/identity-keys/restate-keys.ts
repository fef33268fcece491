import { Inject, Injectable } from '@nestjs/common';
import { keyOf } from '@timpora/agency';
import { SETTINGS, type MatchSecret, type Settings } from '@timpora/config';
import { ownCaller, UnitOfWork } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { tellKeys } from './keys-follow.js';
import { documentsWithKeys, type KeyedDocument } from './stale-keys.sql.js';

const readAtOnce = 1_000;
/** So that an answer comes within a few seconds. */
const mostAtOnce = 500;

export interface Restated {
  /** Keys told anew. */
  readonly restated: number;
  /** Call again. */
  readonly more: boolean;
}

/** Tells the keys anew that the newest shared secret does not make: after a rotation, or a change that no command made. Twice is once. */
@Injectable()
export class RestateKeys {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute(): Promise<Restated> {
    const { subjects, more } = await this.stale();
    let restated = 0;
    for (const subjectRef of subjects)
      restated += await this.unitOfWork.run(ownCaller('restate-keys'), (tx) => tellKeys(tx, subjectRef, this.settings.matchSecrets));
    return { restated, more };
  }

  /** Persons with a key that is not what it should be, as many as one call takes. */
  private async stale(): Promise<{ readonly subjects: readonly string[]; readonly more: boolean }> {
    const subjects = new Set<string>();
    for (let page = await documentsWithKeys(this.db, null, readAtOnce); ;) {
      for (const each of page.filter((document) => isStale(document, this.settings.matchSecrets))) subjects.add(each.subjectRef);
      const last = page.at(-1);
      if (subjects.size > mostAtOnce) return { subjects: [...subjects].slice(0, mostAtOnce), more: true };
      if (!last || page.length < readAtOnce) return { subjects: [...subjects], more: false };
      page = await documentsWithKeys(this.db, last.factId, readAtOnce);
    }
  }
}

function isStale({ keyId, matchKey, ...document }: KeyedDocument, [newest]: readonly MatchSecret[]): boolean {
  return newest !== undefined && (keyId !== newest.keyId || matchKey !== keyOf(newest, document).matchKey);
}
