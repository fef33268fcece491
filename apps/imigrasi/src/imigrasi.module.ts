import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';
import { StayPermit } from '@timpora/contracts';

import { ChangeIdentity } from './foreign-nationals/change-identity.js';
import { foreignNationalInvariant } from './foreign-nationals/foreign-national.policy.js';
import { ForeignNationalsController } from './foreign-nationals/foreign-nationals.controller.js';
import { IdentifyForeignNational } from './foreign-nationals/identify-foreign-national.js';
import { RecordDeath } from './foreign-nationals/record-death.js';
import { CancelPermit } from './stay-permits/cancel-permit.js';
import { ClosePermit } from './stay-permits/close-permit.js';
import { ExpirePermit } from './stay-permits/expire-permit.js';
import { ExtendPermit } from './stay-permits/extend-permit.js';
import { IssuePermit } from './stay-permits/issue-permit.js';
import { RecordDeparture } from './stay-permits/record-departure.js';
import { RecordReturn } from './stay-permits/record-return.js';
import { expiresOn, stayPermitInvariant } from './stay-permits/stay-permit.policy.js';
import { StayPermitsController } from './stay-permits/stay-permits.controller.js';

/** Imigrasi leads the team: it establishes who a person is, and whether the person may stay. */
@Module({
  imports: [
    AgencyModule.for({
      member: 'imigrasi',
      invariants: [foreignNationalInvariant, stayPermitInvariant],
      timers: [{ name: 'permit-expiry', fact: StayPermit, next: expiresOn, useCase: ExpirePermit }],
    }),
  ],
  controllers: [ForeignNationalsController, StayPermitsController],
  providers: [
    IdentifyForeignNational,
    ChangeIdentity,
    RecordDeath,
    IssuePermit,
    ExtendPermit,
    ExpirePermit,
    ClosePermit,
    CancelPermit,
    RecordDeparture,
    RecordReturn,
  ],
})
export class ImigrasiModule {}
