import { Module } from '@nestjs/common';
import { AttachmentModule } from './attachment/attachment.module.js';
import { PlatformModule } from './platform/platform.module.js';

@Module({ imports: [PlatformModule, AttachmentModule] })
export class AppModule {}
