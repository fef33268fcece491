import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { IssueLetter } from './police-letters/issue-letter.js';
import { PoliceLettersController } from './police-letters/police-letters.controller.js';
import { ShortenLetter } from './police-letters/shorten-letter.js';

/** Polres issues letters on request and reports what it sees. */
@Module({
  imports: [AgencyModule.for({ member: 'polres' })],
  controllers: [PoliceLettersController],
  providers: [IssueLetter, ShortenLetter],
})
export class PolresModule {}
