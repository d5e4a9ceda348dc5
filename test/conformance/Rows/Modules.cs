// Views, procedures, functions, triggers, rules and defaults: their objects, sys.sql_modules and sys.parameters.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Modules(Draft draft, SchemaObjects objects, Principals principals, Columns columns, Types types)
{
    public void Add()
    {
        foreach (var view in draft.Ordered(View.TypeClass)) AddView(view);
        foreach (var procedure in draft.Ordered(Procedure.TypeClass)) AddProcedure(procedure);
        foreach (var function in draft.Ordered(ScalarFunction.TypeClass)) AddFunction(function, "FN");
        foreach (var function in draft.Ordered(TableValuedFunction.TypeClass)) AddFunction(function, IsInline(function) ? "IF" : "TF");
        foreach (var rule in draft.Ordered(Rule.TypeClass)) AddBound(rule, "R", "rule_object_id");
        foreach (var preset in draft.Ordered(Default.TypeClass)) AddBound(preset, "D", "default_object_id");
    }

    /// <summary>The row of sys.sql_modules; none for what a script does not hold.</summary>
    public void AddText(TSqlObject module, bool isSchemaBound = false, bool? nullOnNull = false)
    {
        var statement = draft.Written<TSqlStatement>(module);
        if (draft.Schema.Positions.BatchOf(statement) is not { } batch) return;
        draft.Add("sys.sql_modules", new Row
        {
            ["object_id"] = draft.Ids.Object(module),
            ["definition"] = module.Named("WithEncryption") is true ? null : ModuleText.Of(batch),
            ["uses_ansi_nulls"] = statement is not (CreateRuleStatement or CreateDefaultStatement) && batch.Settings.AnsiNulls,
            ["uses_quoted_identifier"] = batch.Settings.QuotedIdentifier,
            ["is_schema_bound"] = isSchemaBound || module.Named("WithSchemaBinding") is true || module.Named("IsSchemaBound") is true,
            ["uses_database_collation"] = false,
            ["is_recompiled"] = module.Named("WithRecompile") is true,
            ["null_on_null_input"] = nullOnNull,
            ["execute_as_principal_id"] = ExecuteAs(module),
            ["uses_native_compilation"] = module.Named("WithNativeCompilation") is true || module.Named("IsNativeCompiled") is true,
            ["inline_type"] = module.Named("IsInline") is true,
            ["is_inlineable"] = module.Named("IsInlineable") is true,
        });
    }

    private void AddView(TSqlObject view)
    {
        columns.Add(view);
        draft.Add("sys.views", objects.Columns(view, "V").With(new Row
        {
            ["has_opaque_metadata"] = view.Is(View.WithViewMetadata),
            ["with_check_option"] = view.Is(View.WithCheckOption),
            ["is_date_correlation_view"] = false,
            ["ledger_view_type"] = view.Number(View.LedgerViewType),
            ["ledger_view_type_desc"] = view.Number(View.LedgerViewType) == 0 ? "NON_LEDGER_VIEW" : "LEDGER_VIEW",
            ["is_dropped_ledger_view"] = view.Is(View.IsDroppedLedgerView),
        }));
        AddText(view);
    }

    private void AddProcedure(TSqlObject procedure)
    {
        if (procedure.One(Procedure.ParentProcedure) is { } first)
        {
            AddNumbered(procedure, first);
            return;
        }
        draft.Add("sys.procedures", objects.Columns(procedure, procedure.Is(Procedure.ForReplication) ? "RF" : "P").With(new Row
        {
            ["is_auto_executed"] = false,
        }));
        AddParameters(procedure);
        AddText(procedure);
    }

    private void AddNumbered(TSqlObject procedure, TSqlObject first)
    {
        if (draft.Written<ProcedureStatementBody>(procedure) is not { } statement) return;
        if (draft.Schema.Positions.BatchOf(statement) is not { } batch) return;
        draft.Add("sys.numbered_procedures", new Row
        {
            ["object_id"] = draft.Ids.Object(first),
            ["procedure_number"] = int.Parse(statement.ProcedureReference.Number?.Value ?? "2", null),
            ["definition"] = procedure.Named("WithEncryption") is true ? null : ModuleText.Of(batch),
        });
    }

    private bool IsInline(TSqlObject function) =>
        draft.Written<FunctionStatementBody>(function)?.ReturnType is SelectFunctionReturnType;

    private void AddFunction(TSqlObject function, string type)
    {
        draft.Add("sys.objects", objects.Columns(function, type));
        if (type == "FN" && types.Of((draft.Written<FunctionStatementBody>(function)?.ReturnType as ScalarFunctionReturnType)?.DataType) is { } returned)
            draft.Add("sys.parameters", Parameter(function, "", 0).With(new Row { ["is_output"] = true }).With(returned.Columns()));
        if (type != "FN") columns.Add(function);
        AddParameters(function);
        AddText(function, nullOnNull: function.Named("ReturnsNullOnNullInput") is true);
    }

    private void AddParameters(TSqlObject module)
    {
        var id = 0;
        foreach (var parameter in module.Related("Parameters"))
        {
            var row = Parameter(module, parameter.Simple(), ++id).With(new Row
            {
                ["is_output"] = parameter.Named("IsOutput") is true,
                ["is_readonly"] = parameter.Named("ReadOnly") is true,
                ["is_nullable"] = parameter.Named("IsNullable") is not false,
                ["is_xml_document"] = Columns.IsDocument(parameter),
                ["xml_collection_id"] = columns.XmlCollection(parameter),
            });
            if (types.Of(parameter) is { } type) row.With(type.Columns());
            draft.Add("sys.parameters", row);
        }
    }

    private Row Parameter(TSqlObject module, string name, int id) => new()
    {
        ["object_id"] = draft.Ids.Object(module),
        ["name"] = name,
        ["parameter_id"] = id,
        ["has_default_value"] = false,
    };

    private void AddBound(TSqlObject bound, string type, string column)
    {
        draft.Add("sys.objects", objects.Columns(bound, type));
        AddText(bound);
        foreach (var target in bound.Related("BoundObjects"))
            if (target.ObjectType != DataType.TypeClass && target.GetParent(DacQueryScopes.All) is { } owner) columns.Bind(owner, columns.Id(target), column, draft.Ids.Object(bound));
            else types.Bind(target, column, draft.Ids.Object(bound));
    }

    private int? ExecuteAs(TSqlObject module)
    {
        if (module.Named("ExecuteAsOwner") is true) return -2;
        if (module.Named("ExecuteAsSelf") is true) return principals.Principal("dbo");
        return module.Related("User").FirstOrDefault() is { } user ? principals.Principal(user.Simple()) : null;
    }
}
