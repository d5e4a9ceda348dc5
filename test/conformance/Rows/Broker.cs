// Service Broker: message types, contracts, queues, services, routes, bindings, priorities, notifications.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Broker(Draft draft, SchemaObjects objects, Principals principals, Columns columns)
{
    private const int FirstOwn = 65536;

    /// <summary>DEFAULT, which comes with every database.</summary>
    private const int DefaultContract = 6;

    public void Add()
    {
        foreach (var type in draft.Ordered(MessageType.TypeClass)) AddMessageType(type);
        foreach (var contract in draft.Ordered(Contract.TypeClass)) AddContract(contract);
        foreach (var queue in draft.Ordered(Queue.TypeClass)) AddQueue(queue);
        foreach (var service in draft.Ordered(Service.TypeClass)) AddService(service);
        foreach (var route in draft.Ordered(Route.TypeClass)) AddRoute(route);
        foreach (var binding in draft.Ordered(RemoteServiceBinding.TypeClass)) AddBinding(binding);
        foreach (var priority in draft.Ordered(BrokerPriority.TypeClass)) AddPriority(priority);
        foreach (var notification in draft.Ordered(DatabaseEventNotification.TypeClass, QueueEventNotification.TypeClass)) AddNotification(notification);
    }

    private int Number(string sort, string name) => draft.Ids.Number(sort, name, FirstOwn);

    private int ContractId(string name) => name == "DEFAULT" ? DefaultContract : Number("contract", name);

    private int Owner(TSqlObject element) => principals.Principal(element.Related("Authorizer").FirstOrDefault()?.Simple() ?? "dbo");

    private void AddMessageType(TSqlObject type)
    {
        var (code, word) = type.Number(MessageType.ValidationMethod) switch { 2 => ("E ", "EMPTY"), 3 or 4 => ("X ", "XML"), _ => ("N ", "BINARY") };
        draft.Add("sys.service_message_types", new Row
        {
            ["name"] = type.Simple(),
            ["message_type_id"] = Number("message type", type.Simple()),
            ["principal_id"] = Owner(type),
            ["validation"] = code,
            ["validation_desc"] = word,
            ["xml_collection_id"] = type.One(MessageType.XmlSchemaCollection) is { } collection ? columns.XmlCollectionId(collection) : null,
        });
    }

    private void AddContract(TSqlObject contract)
    {
        var id = ContractId(contract.Simple());
        draft.Add("sys.service_contracts", new Row { ["name"] = contract.Simple(), ["service_contract_id"] = id, ["principal_id"] = Owner(contract) });
        foreach (var message in draft.Written<CreateContractStatement>(contract)?.Messages ?? [])
            draft.Add("sys.service_contract_message_usages", new Row
            {
                ["service_contract_id"] = id,
                ["message_type_id"] = message.Name.Value == "DEFAULT" ? 14 : Number("message type", message.Name.Value),
                ["is_sent_by_initiator"] = message.SentBy != MessageSender.Target,
                ["is_sent_by_target"] = message.SentBy != MessageSender.Initiator,
            });
    }

    private void AddQueue(TSqlObject queue)
    {
        var procedure = queue.One(Queue.ActivationProcedure);
        draft.Add("sys.service_queues", objects.Columns(queue, "SQ").With(new Row
        {
            ["max_readers"] = queue.GetProperty(Queue.ActivationMaxQueueReaders) is int readers ? readers : 0,
            ["activation_procedure"] = procedure is null
                ? null
                : $"[D].{string.Join('.', procedure.Name.Parts.Select(Names.Bracketed))}",
            ["execute_as_principal_id"] = queue.Is(Queue.ActivationExecuteAsOwner) ? -2
                : queue.One(Queue.User) is { } user ? principals.Principal(user.Simple()) : null,
            ["is_activation_enabled"] = queue.GetProperty(Queue.ActivationStatusOn) is true,
            ["is_receive_enabled"] = queue.Is(Queue.StatusOn),
            ["is_enqueue_enabled"] = queue.Is(Queue.StatusOn),
            ["is_retention_enabled"] = queue.Is(Queue.RetentionOn),
            ["is_poison_message_handling_enabled"] = queue.Is(Queue.PoisonMessageHandlingStatusOn),
        }));
    }

    private void AddService(TSqlObject service)
    {
        var id = Number("service", service.Simple());
        draft.Add("sys.services", new Row
        {
            ["name"] = service.Simple(),
            ["service_id"] = id,
            ["principal_id"] = Owner(service),
            ["service_queue_id"] = service.One(Service.Queue) is { } queue ? draft.Ids.Object(queue) : null,
        });
        foreach (var contract in draft.Written<CreateServiceStatement>(service)?.ServiceContracts ?? [])
            draft.Add("sys.service_contract_usages", new Row { ["service_id"] = id, ["service_contract_id"] = ContractId(contract.Name.Value) });
    }

    private void AddRoute(TSqlObject route) => draft.Add("sys.routes", new Row
    {
        ["name"] = route.Simple(),
        ["route_id"] = Number("route", route.Simple()),
        ["principal_id"] = Owner(route),
        ["remote_service_name"] = Given(route.Text(Route.ServiceName)),
        ["broker_instance"] = Given(route.Text(Route.BrokerInstance)),
        ["address"] = Given(route.Text(Route.Address)),
        ["mirror_address"] = Given(route.Text(Route.MirrorAddress)),
    });

    private void AddBinding(TSqlObject binding) => draft.Add("sys.remote_service_bindings", new Row
    {
        ["name"] = binding.Simple(),
        ["remote_service_binding_id"] = Number("binding", binding.Simple()),
        ["principal_id"] = Owner(binding),
        ["remote_service_name"] = binding.Text(RemoteServiceBinding.Service),
        ["remote_principal_id"] = principals.Principal(binding.One(RemoteServiceBinding.User)?.Simple() ?? "dbo"),
        ["is_anonymous_on"] = binding.Is(RemoteServiceBinding.Anonymous),
    });

    private void AddPriority(TSqlObject priority) => draft.Add("sys.conversation_priorities", new Row
    {
        ["priority_id"] = Number("priority", priority.Simple()),
        ["name"] = priority.Simple(),
        ["service_contract_id"] = priority.One(BrokerPriority.ContractName) is { } contract ? ContractId(contract.Simple()) : null,
        ["local_service_id"] = priority.One(BrokerPriority.LocalServiceName) is { } service ? Number("service", service.Simple()) : null,
        ["remote_service_name"] = Given(priority.Text(BrokerPriority.RemoteServiceName)),
        ["priority"] = priority.Number(BrokerPriority.PriorityLevel),
    });

    private void AddNotification(TSqlObject notification)
    {
        var queue = notification.Related("Queue").FirstOrDefault();
        draft.Add("sys.event_notifications", new Row
        {
            ["name"] = notification.Simple(),
            ["object_id"] = draft.Ids.Object(notification),
            ["parent_class"] = queue is null ? 0 : 1,
            ["parent_class_desc"] = queue is null ? "DATABASE" : "OBJECT_OR_COLUMN",
            ["parent_id"] = queue is null ? 0 : draft.Ids.Object(queue),
            ["service_name"] = notification.Named("BrokerService"),
            ["broker_instance"] = notification.Named("BrokerInstanceSpecifier"),
            ["principal_id"] = 1,
        });
        foreach (var named in draft.Written<CreateEventNotificationStatement>(notification)?.EventTypeGroups ?? [])
        {
            var isGroup = named is EventGroupContainer;
            var name = named is EventGroupContainer { EventGroup: var group } ? group.ToString() : (named as EventTypeContainer)?.EventType.ToString() ?? "";
            draft.Add("sys.events", new Row
            {
                ["object_id"] = draft.Ids.Object(notification),
                ["type_desc"] = isGroup ? null : Words.Underscored(name),
                ["event_group_type_desc"] = isGroup ? Words.Underscored(name) : null,
                ["is_trigger_event"] = false,
            });
        }
    }

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
