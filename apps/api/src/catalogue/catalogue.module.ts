import { Global, Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueService } from './catalogue.service.js';
import { RegionService } from './region.service.js';

@Global()
@Module({
  controllers: [CatalogueController],
  providers: [CatalogueService, RegionService],
  exports: [CatalogueService],
})
export class CatalogueModule {}
