import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import type { IdentityQuestion } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { By } from '../caller.js';
import { RetractFact } from '../changing/retract-fact.js';
import { findByKeys } from '../identity/identity-keys.sql.js';
import { keyOf } from '../identity/match-key.js';
import { getUuid, type View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { RequestIdentity as Request, SuspectDuplicate as Suspect } from './identity-question.commands.js';
import { ownQuestions, type AskedQuestion } from './identity-questions.sql.js';
import { RequestIdentity } from './request-identity.js';
import { SuspectDuplicate } from './suspect-duplicate.js';

type Question = Held<typeof IdentityQuestion>;

/** An own question: its answer, and the reference once the key that answers it is here. */
interface Waiting extends Pick<AskedQuestion, 'factId' | 'version' | 'outcome'> {
  readonly questionKind: string;
  readonly askedOn: string;
  readonly subjectRef: string | null;
}

/** Questions of this agency to imigrasi about who somebody is. */
@ApiTags('identity')
@Controller('api/identity-questions')
export class IdentityQuestionsController {
  constructor(
    private readonly db: DataSource,
    private readonly request: RequestIdentity,
    private readonly suspect: SuspectDuplicate,
    @Inject(RetractFact) private readonly retract: RetractFact,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @ApiOperation({ summary: 'Own questions with their answers, and the reference where the person is found now; newest first' })
  @Needs('read-facts')
  @Get()
  async questions(): Promise<{ readonly questions: readonly Waiting[] }> {
    const asked = await ownQuestions(this.db, this.view.member);
    return { questions: await Promise.all(asked.map((question) => this.waiting(question))) };
  }

  @ApiOperation({ summary: 'Ask imigrasi for the reference of a person whose document leads to nobody' })
  @Needs('state-facts')
  @Post('find')
  requestIdentity(@Body() command: Request, @By() caller: Caller): Promise<Question> {
    return this.request.execute(command, caller);
  }

  @ApiOperation({ summary: 'Tell imigrasi that several references may be one person' })
  @Needs('state-facts')
  @Post('same-person')
  suspectDuplicate(@Body() command: Suspect, @By() caller: Caller): Promise<Question> {
    return this.suspect.execute(command, caller);
  }

  @ApiOperation({ summary: 'Withdraw an own question: what it said is erased here and at imigrasi' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/withdraw')
  withdraw(@Param('factId') factId: string, @By() caller: Caller): Promise<Held> {
    return this.retract.execute({ kind: 'identity-question', factId: getUuid(factId) }, 'ORDERED', caller);
  }

  private async waiting({ factId, version, outcome, body }: AskedQuestion): Promise<Waiting> {
    const { questionKind, askedOn, issuingState, documentNumber, birthDate } = body;
    const document = issuingState && documentNumber && birthDate ? { issuingState, documentNumber, birthDate } : null;
    const keys = document ? this.settings.matchSecrets.map((secret) => keyOf(secret, document)) : [];
    return { factId, version, outcome, questionKind, askedOn, subjectRef: await findByKeys(this.db, keys) };
  }
}
