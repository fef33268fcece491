import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';
import { Residence } from '@timpora/contracts';

import { NationalChecksController } from './national-checks/national-checks.controller.js';
import { NoteNationalCheck } from './national-checks/note-national-check.js';
import { DeregisterResident } from './registrations/deregister-resident.js';
import { RegisterAgain } from './registrations/register-again.js';
import { RegisterResident } from './registrations/register-resident.js';
import { RegistrationsController } from './registrations/registrations.controller.js';
import { ExpireDocument } from './residences/expire-document.js';
import { IssueDocument } from './residences/issue-document.js';
import { MoveOut } from './residences/move-out.js';
import { Move } from './residences/move.js';
import { RecordAddress } from './residences/record-address.js';
import { paperExpiresOn, residenceInvariant } from './residences/residence.policy.js';
import { ResidencesController } from './residences/residences.controller.js';
import { RecordVitalEvent } from './vital-events/record-vital-event.js';
import { vitalEventInvariant } from './vital-events/vital-event.policy.js';
import { VitalEventsController } from './vital-events/vital-events.controller.js';

/** Dukcapil keeps the population register: who resides here, where, and with which paper. */
@Module({
  imports: [
    AgencyModule.for({
      member: 'dukcapil',
      invariants: [residenceInvariant, vitalEventInvariant],
      timers: [{ name: 'residence-paper-expiry', fact: Residence, next: paperExpiresOn, useCase: ExpireDocument }],
    }),
  ],
  controllers: [RegistrationsController, ResidencesController, VitalEventsController, NationalChecksController],
  providers: [
    RegisterResident,
    RegisterAgain,
    DeregisterResident,
    RecordAddress,
    Move,
    MoveOut,
    IssueDocument,
    ExpireDocument,
    RecordVitalEvent,
    NoteNationalCheck,
  ],
})
export class DukcapilModule {}
