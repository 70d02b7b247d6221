import { Module } from '@nestjs/common';
import { CapacityController } from './capacity.controller.js';
import { InstitutionCapacityService } from './institution-capacity.service.js';
import { InstitutionController } from './institution.controller.js';
import { InstitutionService } from './institution.service.js';
import { SetCalendarService } from './set-calendar.service.js';
import { SetCapacityService } from './set-capacity.service.js';

@Module({
  controllers: [InstitutionController, CapacityController],
  providers: [InstitutionService, InstitutionCapacityService, SetCapacityService, SetCalendarService],
})
export class InstitutionModule {}
