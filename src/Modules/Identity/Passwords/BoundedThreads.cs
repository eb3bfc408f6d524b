using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Tracker.Modules.Identity.Passwords;

/// <summary>
/// A few dedicated threads for long computations, behind a short queue, so that these never block the thread pool of requests.
/// </summary>
internal sealed class BoundedThreads : IDisposable
{
    private readonly Channel<Action> queue;
    private readonly Thread[] threads;
    private volatile bool stopping;

    public BoundedThreads(string name, int threads, int queueLength)
    {
        queue = Channel.CreateBounded<Action>(queueLength);
        this.threads = [.. Enumerable.Range(1, threads).Select(number => NewThread($"{name}-{number}"))];
        foreach (var thread in this.threads)
        {
            thread.Start();
        }
    }

    /// <returns>False when the queue is full or the threads are stopping.</returns>
    public bool TryRun<T>(Func<T> compute, [NotNullWhen(true)] out Task<T>? result, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        result = queue.Writer.TryWrite(() => Run(compute, done, ct)) ? done.Task.WaitAsync(ct) : null;
        return result is not null;
    }

    /// <summary>Lets running computations finish and cancels queued ones.</summary>
    public void Dispose()
    {
        stopping = true;
        queue.Writer.TryComplete();
        foreach (var thread in threads)
        {
            thread.Join();
        }
    }

    private Thread NewThread(string name) => new(Work) { IsBackground = true, Name = name };

    private void Run<T>(Func<T> compute, TaskCompletionSource<T> done, CancellationToken ct)
    {
        // A cancelled computation has no caller left: it keeps its slot in the queue, but is not run.
        if (ct.IsCancellationRequested || stopping)
        {
            done.TrySetCanceled(CancellationToken.None);
            return;
        }

        try
        {
            done.SetResult(compute());
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void Work()
    {
        // Blocking is fine on these dedicated threads.
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Reader.TryRead(out var job))
            {
                job();
            }
        }
    }
}
