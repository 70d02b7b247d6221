import { Module } from '@nestjs/common';
import { ScanLabelsService } from './scan-labels.service.js';
import { StockTakeController } from './stock-take.controller.js';
import { StockTakeService } from './stock-take.service.js';

@Module({ controllers: [StockTakeController], providers: [StockTakeService, ScanLabelsService] })
export class StockTakeModule {}
