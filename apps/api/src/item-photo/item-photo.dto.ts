import { PHOTO_LINK_STATUSES, SETTINGS, type PhotoLinkStatus } from '@quanheng/domain';
import { Bool, Choice, Id, InstantField, Integer, ListOf, Text } from '../platform/fields.js';

const MAX = SETTINGS.maxPhotosPerItem.max;

/** A photo of an instrument as it was handed in. */
export class ItemPhotoDto {
  @Id() id: string;
  @Id() appointmentItemId: string;
  @InstantField() takenAt: Date;
  @Text({ max: 100, description: 'At the desk; of a photo by telephone, who opened the link' })
  takenByName: string;
  @Bool() byPhone: boolean;
  @Bool({ description: 'Whether it can still be removed' }) removable: boolean;
}

export class ItemPhotoListDto {
  @ListOf(() => ItemPhotoDto) items: ItemPhotoDto[];
  @Integer({ min: 1, max: MAX, description: 'Of one instrument' }) maxPerItem: number;
}

export class RemovePhotoBody {
  @Text({ max: 500, example: '拍糊了' }) reason: string;
}

/** How far a telephone has got. */
export class PhotoLinkDto {
  @Id() id: string;
  @Choice(PHOTO_LINK_STATUSES, { name: 'PhotoLinkStatus' }) status: PhotoLinkStatus;
  @InstantField() expiresAt: Date;
  @Integer({ min: 0, max: 86_400, description: 'By the server’s clock' }) secondsLeft: number;
  @Integer({ min: 0, max: MAX, description: 'Photos that the instrument has' }) done: number;
  @Integer({ min: 1, max: MAX, description: 'Photos that it may have' }) total: number;
  @Text({ max: 20, nullable: true }) phase: string | null;
}

export class NewPhotoLinkDto extends PhotoLinkDto {
  @Text({ max: 300, description: 'Told once: only its hash is kept' }) url: string;
  @Text({ max: 200_000, description: 'The picture: a data address of an SVG' }) qrCode: string;
}

/** What a telephone is told: which instrument it is to photograph, and nothing of its owner. */
export class PhotoUploadDto {
  @Text({ max: 200 }) institutionName: string;
  @Text({ max: 100 }) instrumentName: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Integer({ min: 0, max: 86_400 }) secondsLeft: number;
  @Integer({ min: 0, max: MAX, description: 'Photos that the instrument has, from wherever' }) done: number;
  @Integer({ min: 1, max: MAX }) total: number;
  @ListOf(() => SentPhotoDto) sent: SentPhotoDto[];
}

/** A photo that came through the link. */
export class SentPhotoDto {
  @Id() id: string;
  @InstantField() takenAt: Date;
}
