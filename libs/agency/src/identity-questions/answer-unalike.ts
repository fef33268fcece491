import { Injectable } from '@nestjs/common';
import { QuestionAnswered, type IdentityQuestionBody, type Member } from '@timpora/contracts';
import { Clock, namedId, ownCaller, statedValues, UnitOfWork } from '@timpora/exchange';
import { whyAlike } from '@timpora/rules';
import type { EntityManager } from 'typeorm';

import { namesOf } from '../alerts/alike.policy.js';
import { onDay } from '../alerts/follow-rules.js';
import { identitiesOf, openSuspicionsAbout, type OpenSuspicion } from './open-suspicions.sql.js';
import { ruleQuestionId } from './suspect-once.js';

/**
 * A rule asked whether two references are one person because their data were alike. Once they are corrected and alike no more, the question is
 * answered by itself. What an officer asked, officers answer; that two are one, two officers decide.
 */
@Injectable()
export class AnswerUnalike {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  async react(db: EntityManager, subjectRef: string): Promise<void> {
    const questions = (await openSuspicionsAbout(db, subjectRef)).filter(isOfRule);
    if (questions.length === 0) return;
    const distance = onDay(this.clock.legalDay(), await statedValues(db)).settings.number('identity.name-distance');
    for (const question of questions) if (await areUnalike(db, question.body, distance)) await this.answer(question);
  }

  private async answer({ factId, issuer: owner }: OpenSuspicion): Promise<void> {
    const about = { kind: 'identity-question', factId, owner };
    await this.unitOfWork.run(ownCaller('answer-unalike'), (tx) =>
      tx.state(
        QuestionAnswered,
        { about, outcome: 'UNFOUNDED', decidedOn: this.clock.legalDay() },
        { factId: namedId(`review/${owner}/${factId}`) },
      ),
    );
  }
}

const isOfRule = ({ factId, issuer, body: { suspectedRefs = [], matchBasis } }: OpenSuspicion): boolean =>
  matchBasis !== 'BIOMETRIC' && factId === ruleQuestionId(issuer, suspectedRefs);

async function areUnalike(db: EntityManager, { suspectedRefs = [] }: IdentityQuestionBody, distance: number): Promise<boolean> {
  const identities = (await identitiesOf(db, suspectedRefs)).map(({ body, documents }) => ({
    ...{ names: namesOf(body), birthDate: body.birthDate, nationality: body.nationality, documents },
  }));
  const [one, other] = identities;
  return one !== undefined && other !== undefined && whyAlike(one, other, distance) === null;
}
