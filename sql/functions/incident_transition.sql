-- The loop as data (domain.md, "How a matter runs"). Buttons, checks and the step function all read this one table; written anew on each migrate.
-- `room` records what was told by phone for posts that have no account; whoever works in the field acts on orders of their own (guard handler).
delete from incident_transition;
with roles(name, role) as (
  values ('room', 'command_operator'), ('room', 'supervisor'), ('room', 'administrator'),
    ('room+lead', 'command_operator'), ('room+lead', 'supervisor'), ('room+lead', 'administrator'), ('room+lead', 'zone_lead'),
    ('approver', 'supervisor'), ('approver', 'administrator'),
    ('field', 'zone_lead'), ('field', 'grid_officer'), ('field', 'patrol_leader'), ('field', 'patrol_member')
), rows(subject, from_states, action, who, guard, needs, to_state) as (
  values
    ('incident', '{reported}', 'register', 'room+lead', 'none', '{}', 'registered'),
    ('incident', '{reported}', 'refuse', 'room', 'none', '{note}', 'closed'),
    ('incident', '{registered}', 'dispatch', 'room+lead', 'none', '{orders}', null),
    ('incident', '{dispatched,accepted,handling,fed_back}', 'dispatch', 'room+lead', 'none', '{orders}', null),
    ('incident', '{reported,registered,dispatched,accepted,handling}', 'categorise', 'room+lead', 'none', '{category}', null),
    ('incident', '{registered,dispatched,accepted,handling,fed_back}', 'suspend', 'room+lead', 'none', '{note}', 'suspended'),
    ('incident', '{suspended}', 'resume', 'room+lead', 'none', '{}', null),
    ('incident', '{dispatched,accepted,handling}', 'extend', 'approver', 'once', '{note}', null),
    ('incident', '{dispatched,accepted,handling}', 'ask_extension', 'field', 'handler', '{note}', null),
    ('incident', '{fed_back}', 'verify', 'room', 'none', '{}', 'verified'),
    ('incident', '{fed_back}', 'refuse', 'room', 'none', '{note}', null),
    ('incident', '{verified}', 'close', 'room', 'none', '{result,note}', 'closed'),
    ('incident', '{closed}', 'call_back', 'room', 'none', '{satisfaction}', 'called_back'),
    ('incident', '{closed,called_back}', 'archive', 'room', 'none', '{}', 'archived'),
    ('incident', '{closed,called_back}', 'reopen', 'room', 'none', '{note}', 'registered'),
    ('incident', '{reported,registered,dispatched,accepted,handling,fed_back}', 'merge', 'room+lead', 'none', '{target}', 'merged'),
    ('incident', '{merged}', 'unmerge', 'room+lead', 'none', '{}', null),
    ('incident', '{registered,dispatched,accepted,handling}', 'split', 'room+lead', 'none', '{parts}', null),
    ('work_order', '{dispatched}', 'accept', 'field', 'handler', '{}', 'accepted'),
    ('work_order', '{dispatched}', 'accept', 'room', 'none', '{}', 'accepted'),
    ('work_order', '{dispatched,accepted}', 'refuse', 'field', 'handler', '{note}', 'returned'),
    ('work_order', '{dispatched,accepted}', 'refuse', 'room', 'none', '{note}', 'returned'),
    ('work_order', '{dispatched,accepted}', 'transfer', 'field', 'handler', '{addressee,note}', 'transferred'),
    ('work_order', '{dispatched,accepted,handling}', 'transfer', 'room', 'none', '{addressee,note}', 'transferred'),
    ('work_order', '{accepted}', 'handle', 'field', 'handler', '{}', 'handling'),
    ('work_order', '{accepted}', 'handle', 'room', 'none', '{}', 'handling'),
    ('work_order', '{handling}', 'feed_back', 'field', 'handler', '{feedback}', 'fed_back'),
    ('work_order', '{handling}', 'feed_back', 'room', 'none', '{feedback}', 'fed_back'),
    ('work_order', '{dispatched,accepted,handling,fed_back}', 'cancel', 'room', 'none', '{note}', 'cancelled')
)
insert into incident_transition (subject, from_state, action, role, guard, needs, to_state)
select r.subject, s.state, r.action, who.role, r.guard, r.needs::text[], r.to_state
from rows r cross join lateral unnest(r.from_states::text[]) as s(state) join roles who on who.name = r.who;
