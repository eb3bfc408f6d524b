namespace Tracker.Bench.Load.TaskTracker;

/// <summary>A request that people make.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Label">In the table.</param>
/// <param name="Limits">At 100,000 tasks.</param>
/// <param name="FloorDoes">What the floor does that the api does not.</param>
/// <param name="CallsAsync">Makes the calls; they are sent in turn.</param>
internal sealed record AskedRequest(
    string Name,
    string Label,
    RequestLimits Limits,
    string FloorDoes,
    Func<TaskTrackerBench, CancellationToken, Task<IReadOnlyList<Call>>> CallsAsync)
{
    public const string Tasks = "/api/v1/tasks";

    /// <summary>What the floor leaves out of every request, and how it differs in all.</summary>
    public const string FloorAlways =
        "no look-up of the caller, no check, log line, metric or rate limit; one prepared statement with literal limit and statuses on its own "
        + "tables, where a task's row holds its tags; statements of several requests on one connection; answers written by hand";

    private static readonly RequestLimits Page = new(OfFloor: 0.6, OfPointReads: 0.09, P99: 30, Processor: 0.20);
    private static readonly RequestLimits Rare = new(OfFloor: 0.6, P99: 30);
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);
    private static readonly DateOnly NextMonth = new DateOnly(Today.Year, Today.Month, 1).AddMonths(1);

    /// <summary>Every request that only reads.</summary>
    public static IReadOnlyList<AskedRequest> Reads { get; } =
    [
        List("newest", "newest 20", Page, "", "reads the index of creation, and totals from a table"),
        List(
            "mine-due", "mine, open, by due date", Page, "owner=me&status=TODO,IN_PROGRESS,BLOCKED&sort=due_date:asc",
            "merges three ranges of an index on owner, status and due date"),
        List(
            "mine-priority", "mine, open, by priority, then due date", Page,
            "owner=me&status=TODO,IN_PROGRESS&sort=priority:desc,due_date:asc",
            "merges two ranges of an index on owner, status, priority and due date"),
        List(
            "status-due", "one status by due date", Page, "status=BLOCKED&sort=due_date:asc",
            "reads one range of an index on status and due date"),
        List(
            "board", "board column of 50", new RequestLimits(OfFloor: 0.6, OfPointReads: 0.06, P99: 30),
            "status=IN_PROGRESS&sort=priority:desc,due_date:asc&page_size=50",
            "reads one range of an index on status, priority and due date"),
        List(
            "tag", "a tag by priority", Page, "tags=home&sort=priority:desc,due_date:asc",
            "keeps links of tags in the order of priority and due date, and a count per tag"),
        List(
            "overdue", "overdue", Page, $"status=TODO,IN_PROGRESS,BLOCKED&due_to={Today.AddDays(-1):yyyy-MM-dd}&sort=due_date:asc",
            "merges three ranges of an index on status and due date, and keeps counts per day"),
        List(
            "month", "a calendar month of 100", new RequestLimits(OfFloor: 0.6, OfPointReads: 0.03, P99: 30),
            $"due_from={NextMonth:yyyy-MM-dd}&due_to={NextMonth.AddMonths(1).AddDays(-1):yyyy-MM-dd}&sort=due_date:asc&page_size=100",
            "reads one range of an index on due date, and keeps counts per day"),
        List(
            "search-filter", "search for a rare word in one status", Rare, "search=zeppelin&status=TODO",
            "counts and reads the matches in one statement"),
        List("page-2", "page 2 of the newest", Page, "page=2", "skips rows in the index alone"),
        List("page-50", "page 50 of the newest", Rare, "page=50", "skips rows in the index alone"),
        new AskedRequest(
            "one", "one task", new RequestLimits(OfFloor: 0.7, OfPointReads: 0.27, P99: 30, Processor: 0.12),
            "reads one row",
            async (bench, ct) => [.. (await bench.Data.SomeIdsAsync(2000, ct)).Select(id => Call.Get($"{Tasks}/{id}"))]),
        new AskedRequest(
            "audit", "audit of a task", Rare, "counts and reads the events in one statement",
            async (bench, ct) =>
                [.. (await bench.Data.SomeIdsAsync(2000, ct)).Select(id => Call.Get($"/api/v1/audit-events?task_id={id}"))]),
    ];

    /// <summary>Creates tasks with everything that lists need.</summary>
    public static AskedRequest Create { get; } = new(
        "create", "create: row, tags, counts, audit",
        new RequestLimits(OfFloor: 0.6, OfPointReads: 0.075, Processor: 0.25),
        "inserts all rows with one statement, into exactly the indexes that serve these requests",
        (_, _) => Task.FromResult<IReadOnlyList<Call>>([.. Enumerable.Range(0, 100).Select(Created)]));

    /// <summary>A request that creates a task.</summary>
    public static Call Created(int number) => new(
        "POST",
        Tasks,
        $$"""
        {"title":"Measured task number {{number}}","priority":"{{(number % 4 == 0 ? "HIGH" : "MEDIUM")}}","tags":["home","project-{{number % 100:000}}"],"due_date":"{{Today.AddDays(number % 300):yyyy-MM-dd}}T12:00:00Z"}
        """);

    private static AskedRequest List(string name, string label, RequestLimits limits, string query, string floorDoes) => new(
        name, label, limits, floorDoes,
        (_, _) => Task.FromResult<IReadOnlyList<Call>>([Call.Get(query.Length == 0 ? Tasks : $"{Tasks}?{query}")]));
}
