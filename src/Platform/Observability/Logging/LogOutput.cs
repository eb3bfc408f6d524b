using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// The log of the process: the lines of all its services are collected in one memory buffer, which one dedicated thread writes to the
/// stream. Callers do not wait for the stream. When a slow reader lets lines accumulate, lines below warning are dropped from 3 MiB on. Up
/// to 4 MiB are reserved for warnings and errors, which wait up to 1 s when that is full too; after one wait has timed out no caller waits
/// until the reader continues. Dropped lines are counted and reported by a warning as soon as there is space.
/// </summary>
public sealed class LogOutput : IDisposable
{
    private const int Capacity = 4 * 1024 * 1024;
    private const int CapacityBelowWarning = 3 * 1024 * 1024;
    private const int KeptBuffer = 1024 * 1024;
    private static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);

    // Waking the thread for each line would cost more than the line. After a batch the thread sleeps this long, so that lines accumulate.
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

    /// <param name="stream">It stays open when the log is disposed.</param>
    /// <param name="clock">Terminal lines use its local time zone.</param>
    /// <param name="roomPatience">How long a warning waits for space in a full buffer; default 1 s.</param>
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

    /// <summary>
    /// Completes when all lines logged so far are written and flushed. It never fails: lines for a broken stream are lost.
    /// </summary>
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

    /// <summary>Writes the remaining lines, for at most 2 s, and ends the thread. Later lines are lost.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        writer.Join(DisposePatience);
    }

    /// <summary>Appends a whole line, its line break included.</summary>
    internal void Append(LogLevel level, ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            var urgent = level >= LogLevel.Warning;
            var capacity = urgent ? Capacity : CapacityBelowWarning;
            if (gathering.WrittenCount + line.Length > capacity && !(urgent && WaitForRoom(line.Length)))
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
            // A closed pipe or a full disk: there is no other place to report it, and the service continues.
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
