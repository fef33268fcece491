import { Injectable } from '@nestjs/common';
import { AlertResolved, type Alert, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ResolveAlert as Command } from './alert.commands.js';
import { mayResolve } from './alert.policy.js';
import { changeAlert } from './change-alert.js';

/** An officer says what came of it: final for what the fact said then. */
@Injectable()
export class ResolveAlert {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `alert.not-open`, `version.stale` */
  execute(factId: string, { outcome }: Command, caller: Caller): Promise<Held<typeof Alert>> {
    return changeAlert(this.unitOfWork, factId, {
      caller,
      event: AlertResolved,
      may: mayResolve,
      changes: () => ({ state: 'RESOLVED', closeReason: outcome }),
    });
  }
}
