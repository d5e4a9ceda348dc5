// What stands at a place of a source: the model tells only where an element begins.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Schema;

internal sealed class SourcePositions
{
    private readonly Dictionary<(string Source, int Line, int Column), List<TSqlFragment>> fragments = [];
    private readonly Dictionary<TSqlFragment, Batch> batches = [];

    /// <summary>The fragments of a source's batches, in the order of the script.</summary>
    public void Add(SchemaSource source, TSqlScript tree)
    {
        foreach (var (parsed, batch) in tree.Batches.Zip(source.Batches))
        {
            var visitor = new Visitor();
            parsed.Accept(visitor);
            foreach (var fragment in visitor.Found)
            {
                var key = (source.Name, fragment.StartLine, fragment.StartColumn);
                if (!fragments.TryGetValue(key, out var there)) fragments.Add(key, there = []);
                there.Add(fragment);
                if (fragment is TSqlStatement) batches[fragment] = batch;
            }
        }
    }

    /// <summary>The outermost fragment of a kind that begins where the element does; null for one that the model made itself.</summary>
    public T? Find<T>(TSqlObject element)
        where T : TSqlFragment =>
        element.GetSourceInformation() is { } place
        && fragments.TryGetValue((place.SourceName, place.StartLine, place.StartColumn), out var there)
            ? there.OfType<T>().FirstOrDefault()
            : null;

    /// <summary>The batch of a statement that was found.</summary>
    public Batch? BatchOf(TSqlStatement? statement) =>
        statement is not null && batches.TryGetValue(statement, out var batch) ? batch : null;

    /// <summary>Every statement of a kind outside modules, in order.</summary>
    public IEnumerable<T> All<T>()
        where T : TSqlStatement => batches.Keys.OfType<T>();

    private sealed class Visitor : TSqlFragmentVisitor
    {
        public List<TSqlFragment> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is TSqlStatement or ColumnDefinition or ConstraintDefinition or IndexDefinition or ProcedureParameter)
                Found.Add(fragment);
        }
    }
}
