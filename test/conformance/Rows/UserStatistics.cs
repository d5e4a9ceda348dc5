// Statistics that somebody made: sys.stats, sys.stats_columns.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class UserStatistics(Draft draft, Columns columns)
{
    private const int First = 1000;

    public void Add()
    {
        foreach (var statistics in draft.Ordered(Statistics.TypeClass))
            if (statistics.One(Statistics.OnObject) is { } owner) Add(statistics, owner);
    }

    private void Add(TSqlObject statistics, TSqlObject owner)
    {
        var id = draft.Ids.Number($"stats {owner.Key()}", statistics.Key(), First);
        var filter = statistics.Named("FilterPredicate")?.ToString();
        draft.Add("sys.stats", new Row
        {
            ["object_id"] = draft.Ids.Object(owner),
            ["name"] = statistics.Simple(),
            ["stats_id"] = id,
            ["auto_created"] = false,
            ["user_created"] = true,
            ["no_recompute"] = statistics.Is(Statistics.NoRecompute),
            ["has_filter"] = filter is not null,
            ["filter_definition"] = filter is null ? null : draft.Expressions.Condition(filter),
            ["is_temporary"] = false,
            ["is_incremental"] = statistics.Is(Statistics.Incremental),
            ["auto_drop"] = statistics.Is(Statistics.AutoDrop),
        });
        var at = 0;
        foreach (var column in statistics.Many(Statistics.Columns))
            draft.Add("sys.stats_columns", new Row
            {
                ["object_id"] = draft.Ids.Object(owner),
                ["stats_id"] = id,
                ["stats_column_id"] = ++at,
                ["column_id"] = columns.Id(column),
            });
    }
}
