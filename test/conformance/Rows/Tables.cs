// Tables: sys.tables, sys.periods, and what belongs to a table as a whole.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Tables(Draft draft, SchemaObjects objects, Columns columns, Storage storage)
{
    private static readonly string[] Escalations = ["TABLE", "DISABLE", "AUTO"];
    private static readonly string[] TemporalTypes = ["NON_TEMPORAL_TABLE", "HISTORY_TABLE", "SYSTEM_VERSIONED_TEMPORAL_TABLE"];
    private static readonly Dictionary<int, string> Units = new()
    {
        [-1] = "INFINITE", [3] = "DAY", [4] = "WEEK", [5] = "MONTH", [6] = "YEAR",
    };

    public void Add()
    {
        var history = draft.Model.UserDefined(Table.TypeClass)
            .Select(table => table.One(Table.TemporalSystemVersioningHistoryTable)?.Key())
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var table in draft.Ordered(Table.TypeClass)) Add(table, history.Contains(table.Key()));
        foreach (var type in draft.Ordered(TableType.TypeClass)) columns.Add(type);
    }

    private void Add(TSqlObject table, bool isHistory)
    {
        columns.Add(table);
        draft.Add("sys.tables", objects.Columns(table, "U").With(new Row
        {
            ["lob_data_space_id"] = HasLarge(table) ? storage.LargeSpaceOf(table) : 0,
            ["filestream_data_space_id"] = table.One(Table.FileStreamFilegroup) is { } group ? storage.SpaceId(group) : null,
            ["max_column_id_used"] = table.Many(Table.Columns).Count(),
            ["lock_on_bulk_load"] = table.Is(Table.TableLockOnBulkLoad),
            ["uses_ansi_nulls"] = draft.SettingsOf(table).AnsiNulls,
            ["text_in_row_limit"] = table.Number(Table.TextInRowSize),
            ["large_value_types_out_of_row"] = table.Is(Table.LargeValueTypesOutOfRow),
            ["is_tracked_by_cdc"] = table.Is(Table.ChangeDataCaptureEnabled),
            ["lock_escalation"] = table.Number(Table.LockEscalation),
            ["lock_escalation_desc"] = Escalations[table.Number(Table.LockEscalation)],
            ["is_filetable"] = false,
            ["is_memory_optimized"] = table.Is(Table.MemoryOptimized),
            ["durability"] = table.Number(Table.Durability),
            ["durability_desc"] = table.Number(Table.Durability) == 0 ? "SCHEMA_AND_DATA" : "SCHEMA_ONLY",
            ["is_external"] = false,
            ["is_node"] = table.Is(Table.IsNode),
            ["is_edge"] = table.Is(Table.IsEdge),
        }).With(Temporal(table, isHistory)).With(Ledger(table)));
        AddPeriod(table);
        if (table.Is(Table.ChangeTrackingEnabled))
            draft.Add("sys.change_tracking_tables", new Row
            {
                ["object_id"] = draft.Ids.Object(table),
                ["is_track_columns_updated_on"] = table.Is(Table.TrackColumnsUpdated),
            });
    }

    private static bool HasLarge(TSqlObject table) => table.Many(Table.Columns).Any(column =>
        column.Is(Column.IsMax) || column.One(Column.DataType)?.Simple() is "text" or "ntext" or "image" or "xml" or "json" or "geography" or "geometry");

    private Row Temporal(TSqlObject table, bool isHistory)
    {
        var history = table.One(Table.TemporalSystemVersioningHistoryTable);
        var type = history is not null ? 2 : isHistory ? 1 : 0;
        var row = new Row
        {
            ["temporal_type"] = type,
            ["temporal_type_desc"] = TemporalTypes[type],
            ["history_table_id"] = history is null ? null : draft.Ids.Object(history),
        };
        if (history is null) return row;
        var (unit, period) = (table.Number(Table.RetentionUnit), table.Number(Table.RetentionValue));
        if (!Units.ContainsKey(unit)) (unit, period) = (-1, -1);
        return row.With(new Row
        {
            ["history_retention_period"] = period,
            ["history_retention_period_unit"] = unit,
            ["history_retention_period_unit_desc"] = Units[unit],
        });
    }

    private static Row Ledger(TSqlObject table)
    {
        var type = table.Number(Table.LedgerType);
        return new Row
        {
            ["ledger_type"] = type,
            ["ledger_type_desc"] = type switch { 1 => "HISTORY_TABLE", 2 => "UPDATABLE_LEDGER_TABLE", 3 => "APPEND_ONLY_LEDGER_TABLE", _ => "NON_LEDGER_TABLE" },
            ["is_dropped_ledger_table"] = table.Is(Table.IsDroppedLedgerTable),
        };
    }

    private void AddPeriod(TSqlObject table)
    {
        if (draft.Written<CreateTableStatement>(table)?.Definition?.SystemTimePeriod is not { } period) return;
        var byName = table.Many(Table.Columns).ToDictionary(column => column.Simple(), columns.Id, StringComparer.OrdinalIgnoreCase);
        draft.Add("sys.periods", new Row
        {
            ["name"] = "SYSTEM_TIME",
            ["period_type"] = 1,
            ["period_type_desc"] = "SYSTEM_TIME_PERIOD",
            ["object_id"] = draft.Ids.Object(table),
            ["start_column_id"] = byName[period.StartTimeColumn.Value],
            ["end_column_id"] = byName[period.EndTimeColumn.Value],
        });
    }
}
