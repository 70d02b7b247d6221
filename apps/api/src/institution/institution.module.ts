import { Module } from '@nestjs/common';
import { CapacityController } from './capacity.controller.js';
import { EditInstitutionController, EditPlaceController } from './edit-institution.controller.js';
import { EditInstitutionService } from './edit-institution.service.js';
import { EditPlaceService } from './edit-place.service.js';
import { InstitutionCapacityService } from './institution-capacity.service.js';
import { InstitutionController } from './institution.controller.js';
import { InstitutionService } from './institution.service.js';
import { SetCalendarService } from './set-calendar.service.js';
import { SetCapacityService } from './set-capacity.service.js';

@Module({
  controllers: [InstitutionController, CapacityController, EditInstitutionController, EditPlaceController],
  providers: [
    InstitutionService,
    InstitutionCapacityService,
    SetCapacityService,
    SetCalendarService,
    EditInstitutionService,
    EditPlaceService,
  ],
})
export class InstitutionModule {}
