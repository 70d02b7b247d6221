import { Module } from '@nestjs/common';
import { ItemPhotoController } from './item-photo.controller.js';
import { ItemPhotoService } from './item-photo.service.js';
import { PhotoLinkService } from './photo-link.service.js';
import { PhotoUploadController } from './photo-upload.controller.js';
import { PhotoUploadService } from './photo-upload.service.js';

@Module({
  controllers: [ItemPhotoController, PhotoUploadController],
  providers: [ItemPhotoService, PhotoLinkService, PhotoUploadService],
})
export class ItemPhotoModule {}
