import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { EndPractice } from './practice-permits/end-practice.js';
import { IssuePractice } from './practice-permits/issue-practice.js';
import { practicePermitInvariant } from './practice-permits/practice-permit.policy.js';
import { PracticePermitsController } from './practice-permits/practice-permits.controller.js';
import { RenewPractice } from './practice-permits/renew-practice.js';

/** Dinkes licenses foreign health professionals. */
@Module({
  imports: [AgencyModule.for({ member: 'dinkes', invariants: [practicePermitInvariant] })],
  controllers: [PracticePermitsController],
  providers: [IssuePractice, RenewPractice, EndPractice],
})
export class DinkesModule {}
