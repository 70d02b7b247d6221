import { Module } from '@nestjs/common';
import { StatisticsController } from './statistics.controller.js';
import { TodoService } from './todo.service.js';

@Module({ controllers: [StatisticsController], providers: [TodoService] })
export class StatisticsModule {}
