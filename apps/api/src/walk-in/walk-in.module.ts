import { Module } from '@nestjs/common';
import { AppointmentModule } from '../appointment/appointment.module.js';
import { FilingModule } from '../filing/filing.module.js';
import { InstrumentModule } from '../instrument/instrument.module.js';
import { WalkInActsService } from './walk-in-acts.service.js';
import { WalkInController } from './walk-in.controller.js';
import { WalkInService } from './walk-in.service.js';

@Module({
  imports: [InstrumentModule, FilingModule, AppointmentModule],
  controllers: [WalkInController],
  providers: [WalkInService, WalkInActsService],
})
export class WalkInModule {}
