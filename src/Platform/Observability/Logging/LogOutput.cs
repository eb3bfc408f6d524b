using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// The log of the process: lines of all its services gather in one memory buffer, and one thread of its own writes them to the stream.
/// A caller never waits for the stream. Only when a slow reader lets lines pile up: from 3 MiB on, those below warning are dropped; the room up to 4 MiB is kept for warnings and worse,
/// which wait up to 1 s when that is full too; after a wait in vain nobody waits until the reader moves again. Dropped lines are counted, and a warning tells the number as soon as there is room.
/// </summary>
public sealed class LogOutput : IDisposable
{
    private const int Capacity = 4 * 1024 * 1024;
    private const int CapacityBelowWarning = 3 * 1024 * 1024;
    private const int KeptBuffer = 1024 * 1024;
    private static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);

    // Under load, waking the thread for each line would cost more than the line: after a batch it stays away this long, and lines gather.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);

    private readonly Stream stream;
    private readonly int roomPatience;
    private readonly object gate = new();
    private readonly Thread writer;
    private ArrayBufferWriter<byte> gathering = new(64 * 1024);
    private ArrayBufferWriter<byte> writing = new(64 * 1024);
    private List<TaskCompletionSource> flushes = [];
    private long dropped;
    private bool idle;
    private bool stuck;
    private bool ended;

    /// <param name="stream">Where lines go; it stays open when this is disposed.</param>
    /// <param name="form">How they look.</param>
    /// <param name="clock">The time they tell; a terminal's is local.</param>
    /// <param name="roomPatience">How long a warning waits for room; the default is 1 s.</param>
    public LogOutput(Stream stream, LogForm form, TimeProvider clock, TimeSpan? roomPatience = null)
    {
        this.stream = stream;
        this.roomPatience = (int)(roomPatience ?? TimeSpan.FromSeconds(1)).TotalMilliseconds;
        Form = form;
        Clock = clock;
        writer = new Thread(Run) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    public LogForm Form { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Completes when all lines logged so far have been written and flushed. It never fails: a broken stream loses the lines.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (ended)
            {
                return Task.CompletedTask;
            }

            flushes.Add(written);
            Wake();
        }

        return written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what is left, for at most 2 s, and ends the thread. Lines logged later are lost.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        writer.Join(DisposePatience);
    }

    /// <summary>Takes a whole line, its end included.</summary>
    internal void Append(LogLevel level, ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            var urgent = level >= LogLevel.Warning;
            if (gathering.WrittenCount + line.Length > (urgent ? Capacity : CapacityBelowWarning) && !(urgent && WaitForRoom(line.Length)))
            {
                dropped++;
                return;
            }

            if (!ended)
            {
                gathering.Write(line);
                Wake();
            }
        }
    }

    private bool WaitForRoom(int length)
    {
        var until = Environment.TickCount64 + roomPatience;
        while (gathering.WrittenCount + length > Capacity && !ended)
        {
            var left = (int)(until - Environment.TickCount64);
            stuck |= left <= 0;
            if (stuck || length > Capacity)
            {
                return false;
            }

            Monitor.Wait(gate, left);
        }

        return true;
    }

    private void Wake()
    {
        if (idle)
        {
            idle = false;
            Monitor.PulseAll(gate);
        }
    }

    private void Run()
    {
        while (NextBatch(out var waiting, out var lost))
        {
            Write(lost);
            waiting.ForEach(flush => flush.SetResult());
            Thread.Sleep(Linger);
        }
    }

    private bool NextBatch(out List<TaskCompletionSource> waiting, out long lost)
    {
        lock (gate)
        {
            while (gathering.WrittenCount == 0 && flushes.Count == 0 && !ended)
            {
                idle = true;
                Monitor.Wait(gate);
            }

            (idle, stuck) = (false, false);
            (gathering, writing) = (writing, gathering);
            (waiting, flushes) = (flushes, []);
            (lost, dropped) = (dropped, 0);
            Monitor.PulseAll(gate);
            return writing.WrittenCount > 0 || waiting.Count > 0 || lost > 0;
        }
    }

    private void Write(long lost)
    {
        if (lost > 0)
        {
            LogLineWriter.Dropped(lost, this, writing);
        }

        if (writing.WrittenCount == 0)
        {
            return;
        }

        try
        {
            stream.Write(writing.WrittenSpan);
            stream.Flush();
        }
        catch (Exception)
        {
            // A closed pipe or a full disk: there is nowhere left to tell, and the service goes on.
        }

        if (writing.Capacity > KeptBuffer)
        {
            writing = new ArrayBufferWriter<byte>(64 * 1024);
        }
        else
        {
            writing.ResetWrittenCount();
        }
    }
}
