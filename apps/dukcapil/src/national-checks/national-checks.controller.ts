import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';

import { NoteNationalCheck as NoteNationalCheckCommand } from './national-check.commands.js';
import { NoteNationalCheck } from './note-national-check.js';

@ApiTags('national checks')
@Controller('api/national-checks')
export class NationalChecksController {
  constructor(private readonly note: NoteNationalCheck) {}

  @ApiOperation({
    summary: 'Note whether the national population system takes two records for one person; it is not told to other agencies',
  })
  @Needs('state-facts')
  @HttpCode(204)
  @Post()
  noteNationalCheck(@Body() command: NoteNationalCheckCommand): Promise<void> {
    return this.note.execute(command);
  }
}
