import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';
import { PracticePermit } from '@timpora/contracts';

import { EndPractice } from './practice-permits/end-practice.js';
import { ExpirePractice } from './practice-permits/expire-practice.js';
import { IssuePractice } from './practice-permits/issue-practice.js';
import { expiresOn, practicePermitInvariant } from './practice-permits/practice-permit.policy.js';
import { PracticePermitsController } from './practice-permits/practice-permits.controller.js';
import { RenewPractice } from './practice-permits/renew-practice.js';

/** Dinkes licenses foreign health professionals. */
@Module({
  imports: [
    AgencyModule.for({
      member: 'dinkes',
      invariants: [practicePermitInvariant],
      timers: [{ name: 'practice-permit-expiry', fact: PracticePermit, next: expiresOn, useCase: ExpirePractice }],
    }),
  ],
  controllers: [PracticePermitsController],
  providers: [IssuePractice, RenewPractice, EndPractice, ExpirePractice],
})
export class DinkesModule {}
