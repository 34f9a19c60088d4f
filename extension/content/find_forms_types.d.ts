/** What the form finder finds, and what it knows on the way. */

type FormKind = "login" | "signup" | "change" | "code";
type FieldKind = "username" | "email" | "current-password" | "new-password" | "one-time-code";
type FoundField = { element: HTMLInputElement; kind: FieldKind };
type FoundForm = { kind: FormKind; fields: FoundField[] };

/** Weight per meaning. */
type Evidence = Record<string, number>;
type Role = "field" | "button" | "heading" | "control" | "link";
type Landmark = { element: Element; role: Role; form: HTMLFormElement | null };
type Field = { element: HTMLInputElement; type: string; tokens: string[]; said: Set<string>; evidence: Evidence };
type Group = { form: HTMLFormElement | null; fields: Field[]; first: number; last: number; controls: number };
/** A group with a first field. */
type Asking = Group & { lead: HTMLInputElement };
/** Whole phrases with their meanings; stems by their first two letters. */
type Lexicon = { phrases: Map<string, string>; stems: Map<string, [string, string][]> };
type Survey = { landmarks: Landmark[]; elements: number; fields: number; deadline: number };
