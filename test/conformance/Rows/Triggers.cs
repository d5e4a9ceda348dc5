// Triggers on tables, views and the database: sys.triggers, sys.trigger_events and their text.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Triggers(Draft draft, SchemaObjects objects, Modules modules)
{
    public void Add()
    {
        foreach (var trigger in draft.Ordered(DmlTrigger.TypeClass))
            if (trigger.One(DmlTrigger.TriggerObject) is { } parent) AddTrigger(trigger, parent);
        foreach (var trigger in draft.Ordered(DatabaseDdlTrigger.TypeClass)) AddDdlTrigger(trigger);
    }

    private void AddTrigger(TSqlObject trigger, TSqlObject parent)
    {
        draft.Add("sys.objects", objects.Part(trigger, parent, "TR", trigger.Simple()));
        draft.Add("sys.triggers", new Row
        {
            ["object_id"] = draft.Ids.Object(trigger),
            ["name"] = trigger.Simple(),
            ["type"] = "TR",
            ["parent_class"] = 1,
            ["parent_class_desc"] = "OBJECT_OR_COLUMN",
            ["parent_id"] = draft.Ids.Object(parent),
            ["is_disabled"] = trigger.Is(DmlTrigger.Disabled),
            ["is_not_for_replication"] = trigger.Is(DmlTrigger.NotForReplication),
            ["is_instead_of_trigger"] = trigger.Number(DmlTrigger.TriggerType) == 3,
        });
        AddEvent(trigger, 1, "INSERT", trigger.Is(DmlTrigger.IsInsertTrigger), trigger.Number(DmlTrigger.InsertOrderRestriction));
        AddEvent(trigger, 2, "UPDATE", trigger.Is(DmlTrigger.IsUpdateTrigger), trigger.Number(DmlTrigger.UpdateOrderRestriction));
        AddEvent(trigger, 3, "DELETE", trigger.Is(DmlTrigger.IsDeleteTrigger), trigger.Number(DmlTrigger.DeleteOrderRestriction));
        modules.AddText(trigger);
    }

    private void AddDdlTrigger(TSqlObject trigger)
    {
        draft.Add("sys.triggers", new Row
        {
            ["object_id"] = draft.Ids.Object(trigger),
            ["name"] = trigger.Simple(),
            ["parent_class"] = 0,
            ["parent_class_desc"] = "DATABASE",
            ["parent_id"] = 0,
            ["type"] = "TR",
            ["is_disabled"] = trigger.Is(DatabaseDdlTrigger.Disabled),
            ["is_not_for_replication"] = false,
            ["is_instead_of_trigger"] = false,
        });
        foreach (var action in draft.Written<TriggerStatementBody>(trigger)?.TriggerActions ?? [])
            if (action.EventTypeGroup is EventTypeContainer { EventType: var type })
                AddEvent(trigger, (int)type, Words.Underscored(type.ToString()), true, 0);
            else if (action.EventTypeGroup is EventGroupContainer { EventGroup: var group })
                draft.Add("sys.trigger_events", new Row
                {
                    ["object_id"] = draft.Ids.Object(trigger),
                    ["is_first"] = false,
                    ["is_last"] = false,
                    ["event_group_type"] = (int)group,
                    ["event_group_type_desc"] = Words.Underscored(group.ToString()),
                    ["is_trigger_event"] = true,
                });
        modules.AddText(trigger);
    }

    private void AddEvent(TSqlObject trigger, int type, string name, bool isOne, int order)
    {
        if (isOne)
            draft.Add("sys.trigger_events", new Row
            {
                ["object_id"] = draft.Ids.Object(trigger),
                ["type"] = type,
                ["type_desc"] = name,
                ["is_first"] = order == 1,
                ["is_last"] = order == 2,
                ["is_trigger_event"] = true,
            });
    }
}
