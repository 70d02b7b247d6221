import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { PrivacyController } from './privacy.controller.js';
import { PrivacyService } from './privacy.service.js';

@Module({ imports: [AccountModule], controllers: [PrivacyController], providers: [PrivacyService] })
export class PrivacyModule {}
