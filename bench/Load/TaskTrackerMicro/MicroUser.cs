namespace Tracker.Bench.Load.TaskTrackerMicro;

/// <summary>A user of the measured system, and requests with the user's token.</summary>
internal sealed record MicroUser(long Id, Wrk Wrk);
