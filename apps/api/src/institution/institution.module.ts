import { Module } from '@nestjs/common';
import { InstitutionCapacityService } from './institution-capacity.service.js';
import { InstitutionController } from './institution.controller.js';
import { InstitutionService } from './institution.service.js';

@Module({ controllers: [InstitutionController], providers: [InstitutionService, InstitutionCapacityService] })
export class InstitutionModule {}
