using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>A team in which one user has nine tasks of ten, nearly all to do and with one tag; PostgreSQL has not vacuumed yet.</summary>
public sealed class TasksOfOneUser : IAsyncLifetime
{
    public static readonly Guid Owner = Guid.Parse("5f3c1f0e-6b0f-4f0e-9d57-0d6f0c1a2b3c");

    public TaskWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await TaskWorld.StartAsync();
        await using var session = World.Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
            select gen_random_uuid(), case when i % 10 > 0 then '{Owner}'::uuid else md5((i % 50)::text)::uuid end, 'Task ' || i, '',
                   case when i % 20 > 2 then 0 else i % 4 end, '', case when i % 20 > 3 then 2 else i % 3 end,
                   case when i % 4 = 0 then timestamptz '2026-01-01' + i * 7919 % 100000 * interval '1 minute' end,
                   timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-03-01' + i * interval '1 second'
            from generate_series(1, 40000) i;
            insert into tags (id, name) select md5(name)::uuid, name from unnest(array['home', 'rare']) as given (name);
            alter table task_tags disable trigger user;
            insert into task_tags (task_id, tag_id) select id, md5('home')::uuid from tasks where number % 10 > 0;
            insert into task_tags (task_id, tag_id) select id, md5('rare')::uuid from tasks where number % 10000 = 5;
            alter table task_tags enable trigger user;
            select recount_tasks();
            update tasks set tags = tags_of(id);
            analyze;
            """,
            session);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>A list of the user who has nearly all tasks reads an index, not all the tasks of that user.</summary>
public sealed class LopsidedListTests(TasksOfOneUser one) : IClassFixture<TasksOfOneUser>
{
    private const int MaxRows = 2_000;

    [Theory]
    [MemberData(nameof(EverydayLists.Names), MemberType = typeof(EverydayLists))]
    [InlineData("a common tag, mine")]
    public async Task A_list_of_one_users_tasks_reads_few(string list)
    {
        var (filter, sorts, page) = EverydayLists.Find(list, one.World.Policy, TasksOfOneUser.Owner);
        var statement = new TaskListQuery(filter, sorts, one.World.Policy).Items(page);

        foreach (var plan in new[]
        {
            await QueryPlan.OfAsync(one.World.Database.Reads, statement),
            await QueryPlan.OfGenericAsync(one.World.Database.Reads, statement),
        })
        {
            plan.Nodes.ShouldAllBe(node => node.Table != "tasks" || node.Rows < MaxRows, plan.Text);
        }
    }
}
