namespace Tracker.Modules.Tasks;

/// <summary>A pass of <see cref="SendReminders"/> over the tasks due within 24 hours (document 002 §6.1). Not thread-safe.</summary>
public sealed class ReminderRun
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    internal ReminderRun(DateTime now, string correlationId) =>
        (From, Until, After, CorrelationId) = (now, now + Window, (now, Guid.Empty), correlationId);

    /// <summary>In the run's logs and audit entries.</summary>
    public string CorrelationId { get; }

    /// <summary>The reminders sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>The min due date, inclusive.</summary>
    internal DateTime From { get; }

    /// <summary>The max due date, inclusive.</summary>
    internal DateTime Until { get; }

    /// <summary>The last task read. A run reads tasks by due date and id.</summary>
    internal (DateTime DueDate, Guid Id) After { get; private set; }

    internal void MovePast(DateTime dueDate, Guid id, int sent)
    {
        After = (dueDate, id);
        Sent += sent;
    }
}
