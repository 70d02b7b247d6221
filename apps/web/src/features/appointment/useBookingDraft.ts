import type { AppointmentDto, AppointmentPreviewDto, BookingGroupDto, HalfDay } from '@quanheng/api-client';
import { computed, ref, shallowRef } from 'vue';
import { api } from '../../app/api';
import { newKey } from '../../app/idempotencyKey';
import { asProblem, type ApiProblem } from '../../app/problem';
import type { ChosenSlot } from './SlotCalendar.vue';

/** What the clerk has decided about one group: institution × mode × department. */
export interface DraftGroup {
  readonly group: BookingGroupDto;
  removed: string[];
  /** Null: as proposed, possibly in several parts. */
  slot: ChosenSlot | null;
  siteId: string;
}

export interface DraftPart {
  readonly draft: DraftGroup;
  readonly date: string;
  readonly halfDay: HalfDay;
  readonly instrumentIds: string[];
}

export interface Contact {
  contactPerson: string;
  contactPhone: string;
  address: string;
  remark: string;
}

/** The booking as it stands on the page, and sending it: one appointment a part (domain.md section 6). */
export function useBookingDraft() {
  const drafts = ref<DraftGroup[]>([]);
  const contact = ref<Contact>({ contactPerson: '', contactPhone: '', address: '', remark: '' });
  const booked = ref<AppointmentDto[]>([]);
  const problem = shallowRef<ApiProblem>();
  const submitting = ref(false);
  const keys = new Map<string, string>();

  function start(preview: AppointmentPreviewDto): void {
    drafts.value = preview.groups.map((group) => ({
      group,
      removed: [],
      slot: group.proposals[0] ? { ...group.proposals[0] } : null,
      siteId: group.sites[0]?.id ?? '',
    }));
    if (contact.value.contactPerson) return;
    const { contactPerson, contactPhone, address, remark } = preview.contact;
    Object.assign(contact.value, {
      contactPerson,
      contactPhone,
      address: address ?? '',
      remark: remark ?? '',
    });
  }

  const parts = computed(() => drafts.value.flatMap(partsOf));
  const count = computed(() => parts.value.reduce((sum, part) => sum + part.instrumentIds.length, 0));
  const hasOnSite = computed(() => parts.value.some((part) => part.draft.group.mode === 'ON_SITE'));

  /** The same key for the same part, so that a second click after a lost answer books once. */
  function keyOf(body: object): string {
    const text = JSON.stringify(body);
    const key = keys.get(text) ?? newKey();
    keys.set(text, key);
    return key;
  }

  /** Books part after part; stops at the first refusal. What was booked leaves the draft. */
  async function submit(): Promise<boolean> {
    submitting.value = true;
    problem.value = undefined;
    try {
      for (const part of [...parts.value]) {
        const body = bodyOf(part, contact.value);
        const appointment = await api.post<AppointmentDto>('/appointments', body, {
          idempotencyKey: keyOf(body),
        });
        booked.value.push(appointment);
        part.draft.removed.push(...part.instrumentIds);
      }
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      submitting.value = false;
    }
  }
  return { drafts, contact, booked, problem, submitting, parts, count, hasOnSite, start, submit };
}

function partsOf(draft: DraftGroup): DraftPart[] {
  const { group, removed, slot } = draft;
  const stays = (id: string) => !removed.includes(id);
  const planned = slot ? [{ ...slot, instrumentIds: group.instruments.map((one) => one.id) }] : group.parts;
  return planned
    .map(({ date, halfDay, instrumentIds }) => ({
      draft,
      date,
      halfDay,
      instrumentIds: instrumentIds.filter(stays),
    }))
    .filter((part) => part.instrumentIds.length > 0);
}

function bodyOf({ draft, date, halfDay, instrumentIds }: DraftPart, contact: Contact): object {
  const { institutionId, mode } = draft.group;
  const { contactPerson, contactPhone, address, remark } = contact;
  const where = mode === 'ON_SITE' ? { address } : { siteId: draft.siteId };
  const note = remark.trim() ? { remark: remark.trim() } : {};
  return {
    institutionId,
    mode,
    date,
    halfDay,
    ...where,
    contactPerson,
    contactPhone,
    ...note,
    instrumentIds,
  };
}
