using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks.Storage;
using Tracker.Modules.Tasks.Storage.MySql;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Background;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Modules.Tasks;

/// <summary>Tasks with their tags and reminders, for documents 001, 002 and 004.</summary>
public static class TasksModule
{
    /// <summary>They require <see cref="TextSchema.Migrations"/>.</summary>
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("tasks", MigrationLayer.Module, typeof(TasksModule).Assembly);

    /// <summary>
    /// Adds the use cases, chores and tables. They need a <see cref="TimeProvider"/>, logging, and the database of the service, with an
    /// outbox when <see cref="TaskPolicy.EventOf"/> is set. With a <see cref="Database"/> they need an <see cref="IAuditTrail"/>; a
    /// <see cref="MySqlDatabase"/> has no tags, attachments, reminders, search, versions and audit log.
    /// </summary>
    public static IServiceCollection AddTasks(this IServiceCollection services, TaskPolicy policy)
    {
        services.AddSingleton(provider => new CreateTaskHandler(Storage(provider), Audit(provider), policy, Clock(provider)));
        services.AddSingleton(provider => new GetTaskHandler(Storage(provider), policy));
        services.AddSingleton(provider => new ListTasksHandler(Storage(provider), policy));
        services.AddSingleton(provider => new CountTasksHandler(Storage(provider)));
        services.AddSingleton(provider => new UpdateTaskHandler(Storage(provider), Audit(provider), policy, Clock(provider)));
        services.AddSingleton(provider => new DeleteTaskHandler(Storage(provider), Audit(provider), policy, Clock(provider)));
        return services.UsesMySql() ? services.AddMySqlStorage(policy) : services.AddPostgresStorage(policy);
    }

    /// <summary>
    /// Adds only <see cref="SendReminders"/> and the tables, for a service without <see cref="AddTasks"/>. They need a
    /// <see cref="Database"/>, an <see cref="IAuditTrail"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddReminders(this IServiceCollection services, TaskPolicy policy)
    {
        services.AddMigrations(TextSchema.Migrations, Schema);
        services.AddSingleton(policy);
        services.AddSingleton(provider => new TaskAudit(policy.AuditEvents, provider.GetRequiredService<IAuditTrail>()));
        services.AddSingleton(provider => new SendReminders(
            provider.GetRequiredService<Database>(), Audit(provider), policy, Clock(provider)));
        return services;
    }

    /// <summary>
    /// Adds <see cref="CreateTaskOnceHandler"/> and the purge of its keys. They need <see cref="AddTasks"/> with a <see cref="Database"/>.
    /// </summary>
    public static IServiceCollection AddTaskKeys(this IServiceCollection services) => services
        .AddIdempotencyKeys("task_idempotency_keys", "task_id")
        .AddSingleton(provider => new CreateTaskOnceHandler(
            provider.GetRequiredService<CreateTaskHandler>(),
            Storage(provider),
            provider.GetRequiredService<IdempotencyKeys>(),
            provider.GetRequiredService<TaskPolicy>(),
            Clock(provider)));

    private static IServiceCollection AddPostgresStorage(this IServiceCollection services, TaskPolicy policy)
    {
        services.AddReminders(policy);
        services.AddSingleton<ITaskStorage>(provider => new PostgresTaskStorage(
            provider.GetRequiredService<Database>(),
            policy,
            provider.GetRequiredService<IAuditTrail>(),
            policy.EventOf is null ? null : provider.GetRequiredService<Outbox>(),
            Clock(provider)));
        services.AddSingleton(provider => new ListTagsHandler(provider.GetRequiredService<Database>(), policy));
        services.AddSingleton(provider => new FoldTaskCounts(provider.GetRequiredService<Database>()));
        services.AddSingleton(provider => new FillTaskTags(provider.GetRequiredService<Database>()));
        services.AddSingleton(provider => new RemoveUnusedTags(provider.GetRequiredService<Database>(), Clock(provider)));
        services.AddPeriodicWork<FoldTaskCounts>("Folding task counts", FoldedCounts.Interval, work => work.StepAsync);
        services.AddPeriodicWork<FillTaskTags>("Filling tags of tasks", FillTaskTags.Interval, work => work.StepAsync);
        services.AddPeriodicWork<RemoveUnusedTags>("Removing unused tags", RemoveUnusedTags.Interval, work => work.StepAsync);
        return services;
    }

    private static IServiceCollection AddMySqlStorage(this IServiceCollection services, TaskPolicy policy) => services
        .AddMigrations(MySqlTaskStorage.Schema)
        .AddSingleton(policy)
        .AddSingleton(new TaskAudit(events: null, new NoAuditTrail()))
        .AddSingleton<ITaskStorage>(provider => new MySqlTaskStorage(
            provider.GetRequiredService<MySqlDatabase>(),
            policy,
            policy.EventOf is null ? null : provider.GetRequiredService<MySqlOutbox>()));

    private static ITaskStorage Storage(IServiceProvider provider) => provider.GetRequiredService<ITaskStorage>();

    private static TaskAudit Audit(IServiceProvider provider) => provider.GetRequiredService<TaskAudit>();

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
