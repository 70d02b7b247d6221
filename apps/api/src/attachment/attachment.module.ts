import { Global, Module } from '@nestjs/common';
import { AttachmentController } from './attachment.controller.js';
import { AttachmentService } from './attachment.service.js';
import { storageProvider, STORAGE } from './storage.provider.js';

@Global()
@Module({
  controllers: [AttachmentController],
  providers: [storageProvider, AttachmentService],
  exports: [AttachmentService, STORAGE],
})
export class AttachmentModule {}
