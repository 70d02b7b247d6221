import { HAND_BACK_PROOFS, type HandBackProof } from '@quanheng/domain';
import { Choice, Id, Ids, InstantField, Integer, Text } from '../platform/fields.js';

const MAX_ITEMS = 500;

export class HandBackBody {
  @Ids({ max: MAX_ITEMS, description: 'Ids of the appointment’s items that go back' })
  itemIds: string[];
  @Text({ max: 100, description: 'Who takes them' }) takenBy: string;
  @Text({ max: 20, optional: true, description: 'On the client’s copy of the receipt', example: '482913' })
  pickupCode?: string;
  @Id({ optional: true, description: 'A signature sent before; instead of the code' }) signatureId?: string;
  @Text({ max: 500, optional: true }) remark?: string;
}

export class SignatureDto {
  @Id() id: string;
}

/** What was given back to whom. */
export class HandBackDto {
  @Id() id: string;
  @Text({ max: 100 }) takenBy: string;
  @InstantField() takenAt: Date;
  @Choice(HAND_BACK_PROOFS, { name: 'HandBackProof' }) proof: HandBackProof;
  @Id({ nullable: true, description: 'The signature, a picture among the attachments' })
  signatureId: string | null;
  @Text({ max: 100 }) handedByName: string;
  @Text({ max: 500, nullable: true }) remark: string | null;
  @Integer({ min: 1, max: MAX_ITEMS }) count: number;
}
