import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  AttachmentEntity,
  Database,
  HandBackEntity,
  lockForMove,
  ReceiptEntity,
  updateRows,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, RETURNABLE_ITEM_STATUSES, type HandBackProof } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { FastifyRequest } from 'fastify';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { AttachmentService } from '../attachment/attachment.service.js';
import type { HandBackBody, SignatureDto } from './hand-back.dto.js';
import { checkPickupCode } from './pickup-code.js';
import type { ReceiptDto } from './receipt.dto.js';
import { getReceipt } from './receipts.query.js';

const SIGNATURE_BYTES = 512 * 1024;

/** Instruments go back to the client: to whom, by what right, from whose hand (`domain.md` section 7). */
@Injectable()
export class HandBackService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  /** The signature of who takes them, drawn at the desk; checked like every upload. */
  async sign(context: TenantContext, receiptId: string, request: FastifyRequest): Promise<SignatureDto> {
    const upload = await this.attachments.receive(request, {
      kind: 'PICKUP_SIGNATURE',
      allowed: ['png'],
      maxBytes: SIGNATURE_BYTES,
    });
    return this.database.write(context, async (tx) => {
      const { enterpriseId, institutionId } = await lockForMove(tx, ReceiptEntity, receiptId, null);
      const { id } = await this.attachments.keep(tx, upload, { enterpriseId, institutionId });
      tx.audit({
        action: 'receipt.sign',
        objectType: 'receipt',
        objectId: receiptId,
        after: { signatureId: id },
        enterpriseId,
        institutionId,
      });
      return { id };
    });
  }

  /** @throws DomainError `hand-back.wrong-code`, counted in a transaction of its own, or what else refuses it */
  async handBack(
    context: TenantContext,
    id: string,
    version: number,
    body: HandBackBody,
  ): Promise<ReceiptDto> {
    if (body.pickupCode) await checkPickupCode(this.database, context, id, version, body.pickupCode);
    return this.database.write(context, async (tx) => {
      const receipt = await lockForMove(tx, ReceiptEntity, id, version);
      const proof = await assertProof(tx, receipt, body);
      const items = await lockReturnable(tx, receipt, body.itemIds);
      const row = await insertHandBack(tx, receipt, body, proof);
      for (const item of items) item.handBackId = row.id;
      await updateRows(tx, AppointmentItemEntity, items, ['handBackId']);
      receipt.pickupFailures = 0;
      await updateRows(tx, ReceiptEntity, [receipt], ['pickupFailures']);
      recordHandBack(tx, receipt, row, items);
      await tell(
        tx,
        { enterpriseId: receipt.enterpriseId },
        {
          template: 'items.handed-back',
          params: { receivingNumber: receipt.caseNumber, count: items.length },
          link: `/e/receipts/${id}`,
        },
      );
      return getReceipt(tx, id);
    });
  }
}

/** A code was compared before; a signature must be one that was drawn for this client and not used yet. */
async function assertProof(
  tx: Transaction,
  receipt: ReceiptEntity,
  { pickupCode, signatureId }: HandBackBody,
): Promise<HandBackProof> {
  if (pickupCode) {
    if (pickupCode.trim() !== receipt.pickupCode) throw new DomainError('record.stale', { id: receipt.id });
    return 'CODE';
  }
  const { enterpriseId } = receipt;
  const isOwn =
    signatureId &&
    (await tx.manager.existsBy(AttachmentEntity, {
      id: signatureId,
      kind: 'PICKUP_SIGNATURE',
      enterpriseId,
      createdBy: tx.context.accountId ?? '',
    })) &&
    !(await tx.manager.existsBy(HandBackEntity, { signatureId }));
  if (!isOwn) throw new DomainError('hand-back.proof-required');
  return 'SIGNATURE';
}

async function lockReturnable(
  tx: Transaction,
  receipt: ReceiptEntity,
  ids: readonly string[],
): Promise<AppointmentItemEntity[]> {
  if (ids.length === 0) throw new DomainError('hand-back.no-items');
  const wanted = [...new Set(ids)];
  const items = await tx.manager.find(AppointmentItemEntity, {
    where: { id: In(wanted), receiptId: receipt.id },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const isReturnable = (item: AppointmentItemEntity) =>
    RETURNABLE_ITEM_STATUSES.includes(item.status) && item.handBackId === null;
  // On site nothing was carried away.
  const { mode } = await tx.manager.findOneByOrFail(AppointmentEntity, { id: receipt.appointmentId });
  if (mode === 'ON_SITE' || items.length < wanted.length || !items.every(isReturnable))
    throw new DomainError('hand-back.not-returnable');
  return items;
}

function insertHandBack(
  tx: Transaction,
  { id: receiptId, enterpriseId, institutionId }: ReceiptEntity,
  { takenBy, signatureId, remark }: HandBackBody,
  proof: HandBackProof,
): Promise<HandBackEntity> {
  return tx.manager.save(
    tx.manager.create(HandBackEntity, {
      id: uuidv7(),
      enterpriseId,
      institutionId,
      receiptId,
      takenBy,
      takenAt: tx.now,
      proof,
      signatureId: proof === 'SIGNATURE' ? (signatureId ?? null) : null,
      handedBy: tx.context.accountId ?? '',
      handedByName: tx.context.accountName ?? '',
      remark: remark || null,
    }),
  );
}

function recordHandBack(
  tx: Transaction,
  { id, caseNumber, enterpriseId, institutionId }: ReceiptEntity,
  { id: handBackId, proof, takenBy }: HandBackEntity,
  items: readonly AppointmentItemEntity[],
): void {
  tx.audit({
    action: 'receipt.hand-back',
    objectType: 'receipt',
    objectId: id,
    after: { caseNumber, handBackId, proof, takenBy, itemIds: items.map((item) => item.id) },
    enterpriseId,
    institutionId,
  });
}
