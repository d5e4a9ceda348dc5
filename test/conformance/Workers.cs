// Runs a function over items on as many threads as there are processors, with stacks deep enough for long
// concatenations, which the parser descends one level a plus sign.
namespace Regrant.Conformance;

internal static class Workers
{
    private const int StackBytes = 128 * 1024 * 1024;

    public static TResult[] Map<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> work)
    {
        var results = new TResult[items.Count];
        Exception? failure = null;
        var next = -1;
        void Run()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < items.Count;) results[i] = work(items[i]);
            }
            catch (Exception error)
            {
                failure = error;
            }
        }

        var threads = Enumerable.Range(0, Math.Min(items.Count, Environment.ProcessorCount))
            .Select(_ => new Thread(Run, StackBytes))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failure is null ? results : throw new InvalidOperationException(failure.Message, failure);
    }
}
