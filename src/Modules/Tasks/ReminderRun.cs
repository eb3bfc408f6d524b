namespace Tracker.Modules.Tasks;

/// <summary>One pass of <see cref="SendReminders"/> over the tasks due within 24 hours (document 002 §6.1). Not for use by two flows at once.</summary>
public sealed class ReminderRun
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    internal ReminderRun(DateTime now, string correlationId) =>
        (From, Until, After, CorrelationId) = (now, now + Window, (now, Guid.Empty), correlationId);

    /// <summary>Ties together what the run logs and records.</summary>
    public string CorrelationId { get; }

    /// <summary>How many reminders it has sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>The earliest due date of the window, itself included.</summary>
    internal DateTime From { get; }

    /// <summary>The latest due date of the window, itself included.</summary>
    internal DateTime Until { get; }

    /// <summary>The task looked at last, in the order of due dates and ids.</summary>
    internal (DateTime DueDate, Guid Id) After { get; private set; }

    internal void MovePast(DateTime dueDate, Guid id, int sent)
    {
        After = (dueDate, id);
        Sent += sent;
    }
}
